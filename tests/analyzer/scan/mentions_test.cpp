// SPDX-License-Identifier: Apache-2.0
#include "analyzer/scan/mentions.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

const Imds& imds() {
  static const Imds loaded = *Imds::load({});
  return loaded;
}

std::string found(const std::string& text) {
  HitFinder finder(imds());
  std::string all;
  for (const Hit& hit : finder.find(text))
    all += (all.empty() ? "" : "|") + std::string(name(hit.kind)) + ":" +
           text.substr(hit.begin, hit.end - hit.begin);
  if (!all.empty() && !finder.may_hit(text))
    all += " but the prefilter misses it";
  return all;
}

struct Case {
  const char* text;
  const char* hits;
};

const Case kCases[] = {
    // Spellings of the address.
    {"\"http://169.254.169.254/x\"", "address:169.254.169.254"},
    {"169.254.169.254:80", "address:169.254.169.254"},
    {"host=\"169.254.169.254.\"", "address:169.254.169.254"},
    {"inet_addr(\"2852039166\")", "address:2852039166"},
    {"htonl(0xA9FEA9FE)", "address:0xA9FEA9FE"},
    {"x == 0xa9fea9feUL", "address:0xa9fea9feUL"},
    {"daddr == 0xFEA9FEA9", "address:0xFEA9FEA9"},
    {"http://0xa9.0xfe.0xa9.0xfe/", "address:0xa9.0xfe.0xa9.0xfe"},
    {"0251.0376.0251.0376", "address:0251.0376.0251.0376"},
    {"025177524776", "address:025177524776"},
    {"http://169.254.43518/", "address:169.254.43518"},
    {"http://[fd00:ec2::254]/", "address:[fd00:ec2::254]"},
    {"fd00:0ec2:0:0:0:0:0:254", "address:fd00:0ec2:0:0:0:0:0:254"},
    {"[::ffff:169.254.169.254]", "address:169.254.169.254"},
    {"{169, 254, 169, 254}", "address:169, 254, 169, 254"},
    {"{0xa9,0xfe,0xa9,0xfe}", "address:0xa9,0xfe,0xa9,0xfe"},
    {"\"\\xa9\\xfe\\xa9\\xfe\"", "address:xa9\\xfe\\xa9\\xfe"},
    // Others at link-local addresses.
    {"169.254.169.123 169.254.170.2 169.254.1.1", ""},
    {"169.254.169.2541", ""},
    {"fd00:ec2::123", ""},
    {"{169, 254, 169, 25}", ""},
    // Names only where they are hosts.
    {"http://instance-data/latest/", "host_name:instance-data"},
    {"instance-data.ec2.internal", "host_name:instance-data.ec2.internal"},
    {"--instance-data FILE", ""},
    {"// instance-data of the object", ""},
    // Paths.
    {"\"/latest/meta-data/iam\"", "path:latest/meta-data/iam"},
    {"/2018-09-24/meta-data", "path:2018-09-24/meta-data"},
    {"1.0/user-data", "path:1.0/user-data"},
    {"latest/dynamic/instance-identity/document",
     "path:latest/dynamic/instance-identity/document"},
    {"PUT /latest/api/token", "path:latest/api/token"},
    {"\"/meta-data/instance-id\"", "path:meta-data/instance-id"},
    {"the meta-data of a file", ""},
    {"latest/dynamics", ""},
    // Headers.
    {"X-aws-ec2-metadata-token: x", "token_header:X-aws-ec2-metadata-token"},
    {"x-aws-ec2-metadata-token-ttl-seconds",
     "ttl_header:x-aws-ec2-metadata-token-ttl-seconds"},
    {"X-aliyun-ecs-metadata-token", ""},
    // Several.
    {"http://169.254.169.254/latest/meta-data/",
     "address:169.254.169.254|path:latest/meta-data/"},
};

TEST(Mentions, ConfirmsNeedles) {
  for (const Case& c : kCases)
    EXPECT_EQ(found(c.text), c.hits) << c.text;
}

} // namespace
} // namespace imds::analyzer
