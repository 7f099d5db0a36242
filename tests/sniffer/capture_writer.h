// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frames.h"

#include <string>

namespace imds::sniffer::test {

/// A packet as a file holds it.
struct Recorded {
  std::int64_t time_ns = 0;
  Buffer bytes;
  std::uint32_t original_length = 0;
  std::string comment; // pcapng only
};

struct PcapStyle {
  bool big_endian = false;
  bool nanoseconds = false;
};

Buffer pcap_file(const std::vector<Recorded>& packets, LinkType link,
                 PcapStyle style = {});
Buffer pcapng_file(const std::vector<Recorded>& packets, LinkType link,
                   bool big_endian = false);
/// A file in the test's temporary folder; returns its path.
std::string write_temporary(const std::string& name, const Buffer& content);

} // namespace imds::sniffer::test
