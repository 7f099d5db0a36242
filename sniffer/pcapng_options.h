// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/byte_order.h"

#include <algorithm>

namespace imds::sniffer {

/// Calls `each(code, value)` for every option that is there whole, up to the
/// end mark.
template <class Each>
void for_each_option(Bytes options, ByteOrder order, Each each) {
  while (options.size() >= 4) {
    const std::uint16_t code = order.u16(options, 0);
    const std::size_t length = order.u16(options, 2);
    options = options.subspan(4);
    if (code == 0 || length > options.size())
      return;
    each(code, options.first(length));
    const std::size_t padded = (length + 3) & ~std::size_t{3};
    options = options.subspan(std::min(padded, options.size()));
  }
}

} // namespace imds::sniffer
