// SPDX-License-Identifier: Apache-2.0
//
// Segments of any place and length: what comes out must be in order, each
// number once, and all of it delivered or counted as a gap.
#include "sniffer/stream.h"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace imds::sniffer;

class InOrder final : public StreamSink {
public:
  explicit InOrder(std::uint32_t start) : next_(start) {}
  void on_bytes(Bytes bytes, std::uint32_t seq) override {
    if (seq != next_)
      std::abort();
    next_ += static_cast<std::uint32_t>(bytes.size());
  }
  void on_gap(std::uint32_t length) override { next_ += length; }
  std::uint32_t next() const { return next_; }

private:
  std::uint32_t next_;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  constexpr std::uint32_t kStart = 0xffffff80; // wraps soon
  static const std::uint8_t zeros[256] = {};
  Stream stream;
  InOrder sink(kStart);
  stream.start(kStart);
  for (std::size_t i = 0; i + 3 < size; i += 4) {
    const std::uint32_t seq = kStart + (data[i] | (data[i + 1] % 8u) << 8);
    const bool wait = (data[i + 3] & 1) != 0;
    stream.add(seq, Bytes(zeros, data[i + 2]), (data[i + 3] & 2u) * 5u, wait,
               sink);
    if ((data[i + 3] & 12) == 12)
      stream.give_up_before(seq, sink);
    if (!wait)
      stream.pump(sink);
    if (sink.next() != stream.next())
      std::abort();
  }
  stream.close(sink);
  if (stream.held() != 0 || stream.has_hole())
    std::abort();
  return 0;
}
