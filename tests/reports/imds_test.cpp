// SPDX-License-Identifier: Apache-2.0
#include "reports/imds.h"

#include <gtest/gtest.h>

namespace imds {
namespace {

Imds load() {
  auto imds = Imds::load({});
  EXPECT_TRUE(imds.has_value()) << (imds ? "" : imds.error().what);
  return *imds;
}

TEST(Imds, KnowsTheEndpointInEverySpelling) {
  const char* kV4 = "169.254.169.254";
  const char* kV6 = "fd00:ec2::254";
  struct Case {
    const char* host;
    const char* address; // nullptr: not the endpoint
  } cases[] = {
      {"169.254.169.254", kV4},
      {"2852039166", kV4},
      {"0xA9FEA9FE", kV4},
      {"0xa9.0xfe.0xa9.0xfe", kV4},
      {"0251.0376.0251.0376", kV4},
      {"0251.00376.000251.0000376", kV4},
      {"025177524776", kV4},
      {"169.254.43518", kV4},
      {"169.16689662", kV4},
      {"0xa9.254.0251.254", kV4},
      {"169%2e254%2e169%2e254", kV4},
      {"%31%36%39.254.169.254", kV4},
      {"[::ffff:169.254.169.254]", kV4},
      {"[::ffff:a9fe:a9fe]", kV4},
      {"[0:0:0:0:0:ffff:a9fe:a9fe]", kV4},
      {"[::169.254.169.254]", kV4},
      {"[64:ff9b::a9fe:a9fe]", kV4},
      {"[fd00:ec2::254]", kV6},
      {"FD00:0EC2:0:0:0:0:0:254", kV6},
      {"fd00:ec2::254%eth0", kV6},
      {"instance-data", kV4},
      {"Instance-Data.ec2.internal", kV4},
      {"instance-data.eu-west-1.compute.internal", kV4},
      {"169.254.169.254.", nullptr}, // a DNS name, by its final dot
      {"169.254.169.254 x", nullptr},
      {"169.254.169.253", nullptr}, // the DNS resolver
      {"169.254.169.123", nullptr}, // time
      {"169.254.170.2", nullptr},   // ECS
      {"100.100.100.200", nullptr}, // Alibaba
      {"fd00:ec2::253", nullptr},
      {"7147006462", nullptr}, // overflows
      {"metadata.google.internal", nullptr},
      {"", nullptr},
      {"instance-data.example.com", nullptr},
  };
  Imds imds = load();
  for (const Case& c : cases)
    EXPECT_EQ(imds.endpoint(c.host).value_or("none"),
              c.address == nullptr ? "none" : c.address)
        << c.host;
}

TEST(Imds, TellsCloudsApartByPath) {
  struct Case {
    const char* path;
    Cloud cloud;
  } cases[] = {
      {"/latest/meta-data/", Cloud::ec2},
      {"latest/meta-data/iam", Cloud::ec2},
      {"/latest", Cloud::ec2},
      {"/1.0/user-data", Cloud::ec2},
      {"/2018-09-24/meta-data/mac", Cloud::ec2},
      {"//latest//dynamic/", Cloud::ec2},
      {"/latest/meta-data?x=/metadata/instance", Cloud::ec2},
      {"/openstack/../latest/meta-data/", Cloud::ec2},
      {"/./latest/meta-data/", Cloud::ec2},
      {"/%6Catest/meta-data/", Cloud::ec2},
      {"/../../latest", Cloud::ec2},
      {"/latest/../openstack/..", Cloud::undecided},
      {"/metadata/instance?api-version=2017-04-02", Cloud::other},
      {"/computeMetadata/v1/instance", Cloud::other},
      {"/openstack/latest/meta_data.json", Cloud::other},
      {"/openstack", Cloud::other},
      {"/metadata/v1.json", Cloud::other},
      {"/opc/v2/instance", Cloud::other},
      {"/hetzner/v1/metadata", Cloud::other},
      {"/latest/meta-data/ram/security-credentials/role", Cloud::other},
      {"/latest/meta-data/ramdisk-id", Cloud::ec2},
      {"/", Cloud::undecided},
      {"", Cloud::undecided},
      {"/healthz", Cloud::undecided},
      {"/v1beta", Cloud::undecided},
      {"/2018-09-2/x", Cloud::undecided},
  };
  Imds imds = load();
  for (const Case& c : cases)
    EXPECT_EQ(imds.cloud_of_path(c.path), c.cloud) << c.path;
}

TEST(Imds, NamesHeadersTokensAndConsequences) {
  Imds imds = load();
  EXPECT_TRUE(imds.is_token_header("X-Aws-Ec2-Metadata-Token"));
  EXPECT_FALSE(imds.is_token_header("X-aws-ec2-metadata-token-ttl-seconds"));
  EXPECT_TRUE(imds.is_ttl_header("X-aws-ec2-metadata-token-ttl-seconds"));
  EXPECT_FALSE(imds.is_token_header("X-aliyun-ecs-metadata-token"));
  EXPECT_TRUE(imds.is_token_path("/latest/api/token"));
  EXPECT_TRUE(imds.is_token_path("/latest/./x/../api/%74oken/"));
  EXPECT_FALSE(imds.is_token_path("/2021-03-23/api/token"));
  EXPECT_FALSE(imds.is_token_path("/latest/api/token/.."));
  EXPECT_EQ(imds.foreign_header("metadata-flavor").value_or(""),
            "Google Cloud");
  EXPECT_EQ(imds.foreign_host("100.100.100.200").value_or(""), "Alibaba Cloud");
  EXPECT_FALSE(imds.foreign_header("Accept").has_value());
  EXPECT_EQ(imds.consequence("/latest/meta-data/iam/security-credentials/r"),
            "credentials");
  EXPECT_EQ(imds.consequence("/latest/dynamic/instance-identity/document"),
            "identity-document");
  EXPECT_EQ(imds.consequence("/latest/meta-data/placement/region"), "region");
  EXPECT_EQ(imds.consequence("/latest/user-data"), "user-data");
  EXPECT_EQ(imds.consequence("/latest/"), "metadata");
}

TEST(Imds, NeedlesAreLowerCase) {
  Imds imds = load();
  ASSERT_FALSE(imds.needles().empty());
  for (const std::string& needle : imds.needles())
    for (char c : needle)
      EXPECT_FALSE(c >= 'A' && c <= 'Z') << needle;
}

} // namespace
} // namespace imds
