// SPDX-License-Identifier: Apache-2.0
#include "sniffer/stream.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace imds::sniffer {
namespace {

class Text final : public StreamSink {
public:
  void on_bytes(Bytes bytes, std::uint32_t) override { text += as_text(bytes); }
  void on_gap(std::uint32_t length) override {
    text += "<" + std::to_string(length) + ">";
  }
  std::string text;
};

struct Piece {
  std::uint32_t at;
  std::string bytes;
};

/// What comes out of `pieces`, put in at `start`.
std::string read(std::uint32_t start, const std::vector<Piece>& pieces,
                 bool close = true) {
  Stream stream;
  Text sink;
  stream.start(start);
  for (const Piece& p : pieces)
    stream.add(start + p.at,
               Bytes(reinterpret_cast<const std::uint8_t*>(p.bytes.data()),
                     p.bytes.size()),
               0, /*wait=*/false, sink);
  if (close)
    stream.close(sink);
  return sink.text;
}

TEST(Stream, PutsSegmentsInOrder) {
  const struct Case {
    std::vector<Piece> pieces;
    const char* text;
  } cases[] = {
      {{{0, "ab"}, {2, "cd"}}, "abcd"},
      {{{2, "cd"}, {0, "ab"}}, "abcd"},
      {{{4, "ef"}, {2, "cd"}, {0, "ab"}}, "abcdef"},
      {{{0, "ab"}, {0, "ab"}, {0, "abcd"}}, "abcd"},
      {{{0, "abc"}, {1, "XYd"}}, "abcd"},            // the first stays
      {{{2, "cd"}, {1, "XYZe"}, {0, "a"}}, "aXcde"}, // also behind a hole
      {{{4, "e"}, {2, "c"}, {1, "XYZW!"}, {0, "a"}}, "aXcZe!"},
      {{{0, "ab"}, {4, "ef"}}, "ab<2>ef"},
      {{{0, "ab"}, {300000000, "junk"}}, "ab"},
  };
  for (const std::uint32_t start : {1u, 0xfffffffeu, 0x7fffffffu})
    for (const Case& c : cases)
      EXPECT_EQ(read(start, c.pieces), c.text) << start;
}

TEST(Stream, HoldsWhatItIsToldToHold) {
  Stream stream;
  Text sink;
  stream.start(10);
  const std::uint8_t bytes[] = {'a', 'b'};
  stream.add(10, bytes, 0, /*wait=*/true, sink);
  EXPECT_EQ(sink.text, "");
  stream.pump(sink);
  EXPECT_EQ(sink.text, "ab");
  EXPECT_EQ(stream.held(), 0u);
}

TEST(Stream, KeepsToItsBounds) {
  Stream stream;
  Text sink;
  stream.start(0);
  const std::vector<std::uint8_t> big(60000, 'x');
  for (std::uint32_t i = 0; i < 100; ++i) {
    stream.add(10 + i * 60001, big, 0, /*wait=*/false, sink);
    EXPECT_LE(stream.held(), Stream::kMaxHeld);
  }
  for (std::uint32_t i = 0; i < 5000; ++i)
    stream.add(20000000 + i * 2, Bytes(big).first(1), 0, false, sink);
  EXPECT_LE(stream.held(), Stream::kMaxPieces);
}

TEST(Stream, EndsWithItsFin) {
  Stream stream;
  Text sink;
  stream.start(0);
  stream.finish_at(2);
  const std::uint8_t bytes[] = {'a', 'b'};
  EXPECT_FALSE(stream.finished());
  stream.add(0, bytes, 0, false, sink);
  EXPECT_TRUE(stream.finished());
  EXPECT_EQ(stream.next(), 3u);
}

} // namespace
} // namespace imds::sniffer
