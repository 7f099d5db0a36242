// SPDX-License-Identifier: Apache-2.0
//
// Has this line been read before? Evidence is copied, concatenated and split,
// so a fleet's worth of lines (millions) must be remembered in a few bytes
// each. Runs number their lines densely, so a page holds 32 neighbours at four
// bytes: a hash of the content, never 0, which stands for "not read". A hostile
// file with sparse numbers costs a page a line, about as much as the line
// itself.
//
// Of two lines that contradict each other the first is used; which one that is
// depends on the order, and therefore the report is incomplete and says so.
// Tested in tests/reports/.
#include "reports/seen.h"

namespace imds::report {

Seen::Line Seen::note(std::uint32_t run, std::uint64_t seq,
                      std::uint64_t content) {
  const auto mark =
      static_cast<std::uint32_t>(content ^ (content >> 32)) | 1u; // never 0
  std::uint32_t& slot = pages_[Key{seq / kPage, run}][seq % kPage];
  if (slot == 0) {
    slot = mark;
    return Line::fresh;
  }
  return slot == mark ? Line::copy : Line::contradiction;
}

} // namespace imds::report
