// SPDX-License-Identifier: Apache-2.0
//
// Why not libpcap's own reader? It refuses a pcapng file whose interfaces have
// different link types, as "tshark -i any -i eth0" writes them, and gives out
// neither the comments and blocks that name processes nor the drop counts.
//
// Tested by capture_reader_test.cpp, program_test.py and fuzz_capture.cpp.
#include "sniffer/capture_reader.h"

#include "sniffer/pcap_file.h"
#include "sniffer/pcapng_file.h"

namespace imds::sniffer {
namespace {

/// What the bytes are, if they are something that people mistake for captures.
std::string hint_for(Bytes start, const std::string& path) {
  const auto begins = [&](std::initializer_list<std::uint8_t> magic) {
    return start.size() >= magic.size() &&
           std::equal(magic.begin(), magic.end(), start.begin());
  };
  if (begins({0x1f, 0x8b}))
    return "zcat " + path + " | imds-ready sniff -r -";
  if (begins({0x28, 0xb5, 0x2f, 0xfd}))
    return "zstdcat " + path + " | imds-ready sniff -r -";
  if (begins({0xfd, '7', 'z', 'X', 'Z'}))
    return "xzcat " + path + " | imds-ready sniff -r -";
  if (begins({'G', 'M', 'B', 'U'}) || begins({'s', 'n', 'o', 'o', 'p'}))
    return "editcap -F pcapng " + path + " - | imds-ready sniff -r -";
  if (begins({'{'}))
    return "imds-ready report " + path;
  return "a capture is what tcpdump -w or dumpcap writes: pcap or pcapng";
}

} // namespace

Result<std::unique_ptr<CaptureFormat>> read_capture(CaptureInput input,
                                                    const std::string& path) {
  const Bytes start = input.peek(8);
  if (!input.read_error().empty())
    return fail("cannot read: " + input.read_error(), path);
  if (start.empty())
    return fail("is empty", path,
                "tcpdump -i any -w FILE host 169.254.169.254");
  if (is_pcapng(start))
    return open_pcapng(std::move(input));
  if (is_pcap(start))
    return open_pcap(std::move(input), path);
  return fail("is not a capture", path, hint_for(start, path));
}

} // namespace imds::sniffer
