// SPDX-License-Identifier: Apache-2.0
#include "sniffer/http_head.h"

#include <gtest/gtest.h>

namespace imds::sniffer {
namespace {

Vocabulary& words() {
  static const auto imds = Imds::load({});
  static Vocabulary vocabulary(*imds);
  return vocabulary;
}

TEST(HttpHead, SaysWhetherThereIsAToken) {
  const struct Case {
    const char* lines;
    bool token, ttl, doubtful;
  } cases[] = {
      {"X-aws-ec2-metadata-token: t\r\n", true, false, false},
      {"x-AWS-ec2-METADATA-token:t\r\n", true, false, false},
      {"X-aws-ec2-metadata-token:\r\n", false, false, false},
      {"X-aws-ec2-metadata-token: \t \r\n", false, false, false},
      {"X-aws-ec2-metadata-token-ttl-seconds: 1\r\n", false, true, false},
      {"X-aws-ec2-metadata-token : t\r\n", false, false, true},
      {"A: b\r\n X-aws-ec2-metadata-token: t\r\n", false, false, true},
      {"X-aws-ec2-metadata-token:\r\n t\r\n", false, false, true},
      {"X-aws-ec2-metadata-token: t\r\n more\r\n", true, false, false},
      {"X-aws-ec2-metadata-token:\r\nA:\r\n t\r\n", false, false, false},
      {"X-aws-ec2-metadata-token:\r\n \r\n", false, false, false},
      {"A: X-aws-ec2-metadata-token: t\r\n", false, false, false},
      {"X-aws-ec2-metadata-token2: t\r\n", false, false, false},
      {"X-aws-ec2-metadata-token\r\n", false, false, false},
      {"X-aws-ec2-metadata-token:\r\nX-aws-ec2-metadata-token: t\r\n", true,
       false, false},
  };
  for (const Case& c : cases) {
    const std::string head =
        std::string("GET / HTTP/1.1\r\n") + c.lines + "\r\n";
    const auto request = parse_request(head, words());
    ASSERT_TRUE(request) << c.lines;
    EXPECT_EQ(request->token, c.token) << c.lines;
    EXPECT_EQ(request->ttl, c.ttl) << c.lines;
    EXPECT_EQ(request->doubtful, c.doubtful) << c.lines;
  }
}

TEST(HttpHead, ReadsTheRequestLine) {
  const struct Case {
    const char* line;
    const char* method; // null: not HTTP/1
    const char* path;
  } cases[] = {
      {"GET /latest?x=1#y HTTP/1.1", "GET", "/latest"},
      {"GET http://169.254.169.254/a HTTP/1.1", "GET", "/a"},
      {"GET http://u:p@169.254.169.254 HTTP/1.1", "GET", "/"},
      {"GET http://169.254.169.254?a=/b HTTP/1.1", "GET", "/"},
      {"GET latest/a?u=http://b/openstack HTTP/1.1", "GET", "latest/a"},
      {"GET ?u=http://b/openstack HTTP/1.1", "GET", "/"},
      {"HEAD   /a   HTTP/1.0", "HEAD", "/a"},
      {"GET /a", "GET", "/a"},
      {"GET /a b HTTP/1.1", "GET", "/a b"},
      {"GET /a http/1.1", nullptr, nullptr},
      {"PUT /a", nullptr, nullptr},
      {"PRI * HTTP/2.0", nullptr, nullptr},
      {"GET", nullptr, nullptr},
      {" GET / HTTP/1.1", nullptr, nullptr},
      {"G(T / HTTP/1.1", nullptr, nullptr},
      {"", nullptr, nullptr},
  };
  for (const Case& c : cases) {
    const auto request =
        parse_request(std::string(c.line) + "\r\n\r\n", words());
    ASSERT_EQ(request.has_value(), c.method != nullptr) << c.line;
    if (!request)
      continue;
    EXPECT_EQ(request->method, c.method) << c.line;
    EXPECT_EQ(request->path, c.path) << c.line;
  }
}

TEST(HttpHead, RefusesALengthThatNobodyKnows) {
  for (const char* lines : {"Content-Length: x\r\n", "Content-Length: -1\r\n",
                            "Content-Length: 1\r\nContent-Length: 2\r\n",
                            "Content-Length: 99999999999999999999999\r\n"}) {
    const std::string head = std::string("PUT / HTTP/1.1\r\n") + lines + "\r\n";
    EXPECT_FALSE(parse_request(head, words())) << lines;
  }
}

TEST(HttpHead, FindsItsEndHoweverItIsCut) {
  const std::string_view head = "GET / HTTP/1.1\r\nA: b\r\n\r\nmore";
  for (std::size_t seen = 0; seen < 20; ++seen)
    EXPECT_EQ(head_end(head, seen), 24u) << seen;
  EXPECT_EQ(head_end("GET / HTTP/1.1\n\nx", 0), 16u);
  EXPECT_EQ(head_end("GET / HTTP/1.1\r\n\r", 0), std::nullopt);
}

TEST(HttpHead, ReadsAnAnswer) {
  const auto answer =
      parse_response("HTTP/1.0 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 401);
  EXPECT_EQ(answer->framing.length, 0u);
  for (const char* bad : {"HTTP/1.1 20 OK", "HTTP/2 200", "HTTP/1.1 abc",
                          "HTTP/1.1  200", "ICY 200 OK"})
    EXPECT_FALSE(parse_response(bad)) << bad;
}

} // namespace
} // namespace imds::sniffer
