// SPDX-License-Identifier: Apache-2.0
#include "reports/software.h"
#include "samples.h"

#include <gtest/gtest.h>

namespace imds::report {
namespace {

TEST(Software, NamesClientsByTheirUserAgent) {
  const ClientTable table = ClientTable::load({}).value();
  struct Case {
    const char* agent;
    const char* name;
    const char* version;
    bool old;
  } cases[] = {
      {"Boto3/1.9.0 Python/3.7.3 Linux/4.19 Botocore/1.12.0", "botocore",
       "1.12.0", true},
      {"Boto3/1.34.0 md/Botocore#1.34 Botocore/1.34.0", "botocore", "1.34.0",
       false},
      {"aws-sdk-nodejs/2.500.0 linux/v12", "AWS SDK for JavaScript 2",
       "2.500.0", true},
      {"aws-sdk-nodejs/2.1692.0 linux/v20", "AWS SDK for JavaScript 2",
       "2.1692.0", false},
      {"aws-sdk-java/1.11.563 Linux", "AWS SDK for Java 1", "1.11.563", true},
      {"aws-sdk-go/1.25.38 (go1.13)", "AWS SDK for Go 1", "1.25.38", false},
      {"Boto/2.49.0 Python/2.7", "boto 2", "2.49.0", true},
      {"s3fs/1.90 (commit hash unknown; GnuTLS(gcrypt))", "s3fs", "1.90", true},
      {"curl/7.88.1", "", "", false},
      {"notboto3/1.0", "", "", false},
      {"", "", "", false},
  };
  for (const auto& c : cases) {
    const auto client = table.by_agent(c.agent);
    ASSERT_EQ(client.has_value(), *c.name != '\0') << c.agent;
    if (!client)
      continue;
    EXPECT_EQ(client->name, c.name) << c.agent;
    EXPECT_EQ(client->version, c.version) << c.agent;
    EXPECT_EQ(client->old, c.old) << c.agent;
  }
}

TEST(Software, AnOldClientIsACaution) {
  using namespace samples;
  const Report r =
      judged(complete({sighting(R"({"user_agent":"Botocore/1.12.0"})")}));
  EXPECT_EQ(r.verdict, Verdict::ready);
  ASSERT_EQ(r.cautions.size(), 1u);
  EXPECT_EQ(r.cautions[0].text, "uses botocore 1.12.0, older than 1.13.25, the "
                                "first version that speaks v2");
  EXPECT_EQ(r.cautions[0].settle, "upgrade botocore to 1.13.25 or later");
}

TEST(Software, ABlockerOfAnOldClientIsMendedByItsUpgrade) {
  using namespace samples;
  const Report r = judged(complete({sighting(
      R"({"class":"v1_ok","user_agent":"Boto3/1.9.66 Botocore/1.12.67"})")}));
  ASSERT_EQ(r.blockers.size(), 1u);
  EXPECT_EQ(r.blockers[0].settle, "upgrade botocore to 1.13.25 or later");
}

TEST(Software, OldPackagesAreCautions) {
  using namespace samples;
  const Report r = judged(complete(
      {software(R"({"speaks":"v1","version":"1.12.0"})"), software()}));
  ASSERT_EQ(r.cautions.size(), 1u);
  EXPECT_EQ(r.cautions[0].who, "botocore 1.12.0");
}

} // namespace
} // namespace imds::report
