// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/blank_payload.h"

#include <gtest/gtest.h>

#include <algorithm>

#include <string>
#include <vector>

namespace imds::sniffer {
namespace {

using Frame = std::vector<std::uint8_t>;

Frame frame(const std::string& payload) {
  const std::size_t length = 40 + payload.size();
  Frame f(length, 0);
  f[0] = 0x45;
  f[2] = static_cast<std::uint8_t>(length >> 8);
  f[3] = static_cast<std::uint8_t>(length);
  f[8] = 64;
  f[9] = 6;
  f[32] = 0x50;
  f[33] = 0x10;
  std::ranges::copy(payload, f.begin() + 40);
  return f;
}

std::string blanked(const std::string& payload) {
  Frame f = frame(payload);
  blank_payload(f);
  return std::string(f.begin() + 40, f.end());
}

struct Case {
  const char* payload;
  const char* kept;
};

constexpr Case cases[] = {
    {"", ""},
    {"GET /latest/meta-data/ HTTP/1.1\r\nHost: h\r\n\r\n",
     "GET /latest/meta-data/ HTTP/1.1\r\nHost: h\r\n\r\n"},
    {"GET /x?secret=1 HTTP/1.1\r\n\r\n", "GET /x?******** HTTP/1.1\r\n\r\n"},
    {"GET /x?a secret HTTP/1.1\r\n\r\n", "GET /x?******** HTTP/1.1\r\n\r\n"},
    {"GET http://me:pw@h/x?s=1 HTTP/1.1\r\n\r\n",
     "GET http://*****@h/x?*** HTTP/1.1\r\n\r\n"},
    {"GET http://h/me@x HTTP/1.1\r\n\r\n",
     "GET http://h/me@x HTTP/1.1\r\n\r\n"},
    {"GET / HTTP/1.1\r\nX-aws-ec2-metadata-token: AQ==\r\n\r\n",
     "GET / HTTP/1.1\r\nX-aws-ec2-metadata-token:*****\r\n\r\n"},
    {"GET / HTTP/1.1\r\nX-Misspelt-Token: AQ==\r\n\r\n",
     "GET / HTTP/1.1\r\nX-Misspelt-Token:*****\r\n\r\n"},
    {"PUT /latest/api/token HTTP/1.1\r\n"
     "X-AWS-EC2-Metadata-Token-TTL-Seconds: 60\r\n\r\n",
     "PUT /latest/api/token HTTP/1.1\r\n"
     "X-AWS-EC2-Metadata-Token-TTL-Seconds: 60\r\n\r\n"},
    {"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody",
     "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n****"},
    // A head that is cut, and what follows a cut.
    {"GET / HTTP/1.1\r\nX-aws-ec2-metadata-tok",
     "GET / HTTP/1.1\r\n**********************"},
    {"en: AQ==\r\n\r\n", "********\r\n\r\n"},
    {"a: b\r\nc\r\n\r\n\r\n\r\nd", "*******\r\n\r\n\r\n\r\n*"},
    // A token that is none.
    {"GET / HTTP/1.1\r\nX-aws-ec2-metadata-token: \r\n\r\n",
     "GET / HTTP/1.1\r\nX-aws-ec2-metadata-token: \r\n\r\n"},
    {"GET / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n",
     "GET / HTTP/1.1\r\nA:**\r\n*******\r\n\r\n"},
    // Two requests in one segment.
    {"GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\nCookie: c\r\n\r\n",
     "GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\nCookie:**\r\n\r\n"},
    {"AQAEAtoken", "**********"},
};

TEST(BlankPayload, KeepsOnlyWhatIsHarmless) {
  for (const Case& c : cases)
    EXPECT_EQ(blanked(c.payload), c.kept) << c.payload;
}

TEST(BlankPayload, KeepsTheHeadersOfThePacket) {
  const Frame before = frame("secret");
  Frame after = before;
  blank_payload(after);
  EXPECT_TRUE(std::equal(before.begin(), before.begin() + 40, after.begin()));
}

TEST(BlankPayload, LeavesNoSecretInAnyPacket) {
  const std::string secret = "SECRETSECRET";
  const Frame whole =
      frame("GET / HTTP/1.1\r\nT: " + secret + "\r\n\r\n" + secret);
  // TCP or not, IP or not, a fragment or none, and cut anywhere.
  for (int protocol : {6, 17})
    for (const int first : {0x45, 0x00})
      for (const int fragment : {0x00, 0x20, 0x01})
        for (std::size_t size = 40; size <= whole.size(); ++size) {
          Frame f(whole.begin(), whole.begin() + static_cast<long>(size));
          f[0] = static_cast<std::uint8_t>(first);
          f[6] = static_cast<std::uint8_t>(fragment);
          f[9] = static_cast<std::uint8_t>(protocol);
          blank_payload(f);
          const std::string text(f.begin() + 40, f.end());
          ASSERT_EQ(text.find(secret), std::string::npos)
              << protocol << " " << first << " " << fragment;
        }
}

} // namespace
} // namespace imds::sniffer
