// SPDX-License-Identifier: Apache-2.0
#include "samples.h"

#include "reports/part_reasons.h"

#include <gtest/gtest.h>

namespace imds::report {
namespace {

using namespace samples;

const char* const kV1 = R"({"class":"v1_ok"})";
const char* const kReview = R"({"verdict":"review","under_required":"depends",
                                "message":"the address is read from a file"})";
const char* const kBreaks = R"({"verdict":"v1","under_required":"breaks"})";

struct Case {
  std::vector<std::string> lines;
  const char* host;
  const char* service;
  const char* component; // of src
};

const Case kCases[] = {
    {complete({sighting(), finding()}), "none of its 1 caller would break",
     "none of its 3 requests would break", "none of its 1 place would break"},
    {complete({sighting(kV1), finding(kBreaks)}),
     "1 of its 1 caller would break", "asks without a token and is not refused",
     "1 of its 1 place would break"},
    {complete({survey(R"({"dropped":3,"requests":1})"), sighting(), finding()}),
     "nothing seen of it would break, but packets were lost",
     "nothing seen of it would break, but of web-1, packets were lost",
     "none of its 1 place would break"},
    {complete({sighting(), finding(kReview)}),
     "nothing seen of it would break, but the address is read from a file",
     "nothing seen of it would break, but the address is read from a file",
     "nothing seen of it would break, but the address is read from a file"},
};

TEST(PartReasons, SayWhyEachPartIsWhatItIs) {
  for (const Case& c : kCases) {
    const Report r = judged(c.lines);
    ASSERT_EQ(r.hosts.size(), 1u) << c.service;
    ASSERT_EQ(r.services.size(), 1u) << c.service;
    ASSERT_EQ(r.components.size(), 1u) << c.service;
    EXPECT_EQ(reason_of(r, r.hosts[0]), c.host);
    EXPECT_EQ(reason_of(r, r.services[0]), c.service);
    EXPECT_EQ(reason_of(r, r.components[0]), c.component);
  }
}

// What another folder lacks is not what keeps this one.
TEST(PartReasons, AFolderNamesItsOwnPlaces) {
  const Report r =
      judged(complete({finding(R"({"file":"a/x.cpp","verdict":"review",
                                   "message":"first","fingerprint":"f2"})"),
                       finding(R"({"file":"b/x.cpp","verdict":"review",
                                   "message":"second"})")}));
  ASSERT_EQ(r.components.size(), 2u);
  EXPECT_TRUE(reason_of(r, r.components[0]).ends_with("first"));
  EXPECT_TRUE(reason_of(r, r.components[1]).ends_with("second"));
}

// Its own code breaks where no survey saw it run.
TEST(PartReasons, AServiceNamesItsCode) {
  const Report r =
      judged(complete({sighting(R"({"exe":"/bin/rolefetch"})"),
                       finding(R"({"file":"src/rolefetch.cpp","verdict":"v1",
                            "under_required":"breaks","line":7})")}));
  ASSERT_EQ(r.services.size(), 1u);
  EXPECT_EQ(reason_of(r, r.services[0]),
            "its code at src/rolefetch.cpp:7 would break");
}

} // namespace
} // namespace imds::report
