// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/netlink.h"

#include <linux/netlink.h>

namespace imds::sniffer {

std::span<const std::uint8_t>
attribute_of(std::span<const std::uint8_t> attributes, std::uint16_t type) {
  while (const auto head = read_at<nlattr>(attributes, 0)) {
    if (head->nla_len < NLA_HDRLEN || head->nla_len > attributes.size())
      break;
    if ((head->nla_type & NLA_TYPE_MASK) == type)
      return attributes.first(head->nla_len).subspan(NLA_HDRLEN);
    const std::size_t next = NLA_ALIGN(head->nla_len);
    if (next > attributes.size())
      break;
    attributes = attributes.subspan(next);
  }
  return {};
}

} // namespace imds::sniffer
