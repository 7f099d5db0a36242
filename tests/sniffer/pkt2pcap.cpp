// SPDX-License-Identifier: Apache-2.0
//
// Writes a case as a capture file, to look at it with other tools:
//   pkt2pcap tests/sniffer/cases/v1_get.pkt /tmp/v1_get.pcap
#include "pkt_case.h"

#include <cstdio>
#include <fstream>
#include <sstream>

int main(int argc, char** argv) {
  using namespace imds::sniffer::test;
  if (argc != 3) {
    std::fputs("usage: pkt2pcap CASE.pkt OUT.pcap\n", stderr);
    return 2;
  }
  std::stringstream text;
  text << std::ifstream(argv[1]).rdbuf();
  const auto parsed = parse_case(text.str());
  if (!parsed) {
    std::fprintf(stderr, "%s: %s\n", parsed.error().where.c_str(),
                 parsed.error().what.c_str());
    return 2;
  }
  const Buffer file = pcap_file(parsed->packets, parsed->link.type);
  std::ofstream(argv[2], std::ios::binary)
      .write(reinterpret_cast<const char*>(file.data()),
             static_cast<std::streamsize>(file.size()));
  return 0;
}
