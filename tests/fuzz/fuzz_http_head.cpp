// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a dialog, cut into pieces by the first byte, and in one piece:
// heads, bodies and the pairing of both. If nothing was unreadable, both must
// find the same requests.
#include "sniffer/dialog.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace imds::sniffer;

struct Found {
  std::size_t requests = 0;
  bool all_read = true;
};

Found read(Vocabulary& words, Bytes up, Bytes down, std::size_t step) {
  Dialog dialog(words);
  dialog.opened(1);
  Segment segment;
  segment.has_ack = true;
  segment.seq = segment.ack = 1;
  for (Bytes rest = up; !rest.empty();) {
    segment.payload = rest.first(std::min(step, rest.size()));
    dialog.from_client(segment, {});
    segment.seq += static_cast<std::uint32_t>(segment.payload.size());
    rest = rest.subspan(segment.payload.size());
  }
  segment.ack = segment.seq;
  segment.seq = 1;
  segment.payload = down;
  dialog.from_server(segment, {});
  dialog.close();
  Found found;
  for (const Exchange& exchange : dialog.take_finished()) {
    found.requests += exchange.head ? 1 : 0;
    found.all_read &= exchange.head.has_value();
  }
  return found;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const auto imds = imds::Imds::load({});
  if (!imds || size < 3)
    return 0;
  static Vocabulary words(*imds);
  const Bytes all(data + 2, size - 2);
  const std::size_t cut = all.size() * data[1] / 256;
  const Bytes up = all.first(cut), down = all.subspan(cut);
  const Found pieces = read(words, up, down, 1 + data[0] % 64u);
  const Found whole = read(words, up, down, size);
  if (pieces.all_read && whole.all_read && pieces.requests != whole.requests)
    std::abort();
  return 0;
}
