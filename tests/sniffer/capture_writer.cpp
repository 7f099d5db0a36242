// SPDX-License-Identifier: Apache-2.0
#include "capture_writer.h"

#include <gtest/gtest.h>

#include <fstream>
#include <unistd.h>

namespace imds::sniffer::test {
namespace {

class Writer {
public:
  explicit Writer(bool big) : big_(big) {}

  void u16(std::uint32_t value) {
    const auto low = static_cast<std::uint8_t>(value);
    const auto high = static_cast<std::uint8_t>(value >> 8);
    bytes.push_back(big_ ? high : low);
    bytes.push_back(big_ ? low : high);
  }
  void u32(std::uint32_t value) {
    u16(big_ ? value >> 16 : value & 0xffff);
    u16(big_ ? value & 0xffff : value >> 16);
  }
  void raw(const Buffer& more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
  }
  void pad() {
    while (bytes.size() % 4 != 0)
      bytes.push_back(0);
  }

  Buffer bytes;

private:
  bool big_;
};

void block(Writer& out, std::uint32_t type, const Writer& body) {
  const auto length = static_cast<std::uint32_t>(body.bytes.size() + 12);
  out.u32(type);
  out.u32(length);
  out.raw(body.bytes);
  out.u32(length);
}

void packet_block(Writer& out, const Recorded& packet, bool big) {
  Writer body(big);
  const auto ticks = static_cast<std::uint64_t>(packet.time_ns);
  body.u32(0);
  body.u32(static_cast<std::uint32_t>(ticks >> 32));
  body.u32(static_cast<std::uint32_t>(ticks));
  body.u32(static_cast<std::uint32_t>(packet.bytes.size()));
  body.u32(packet.original_length);
  body.raw(packet.bytes);
  body.pad();
  if (!packet.comment.empty()) {
    body.u16(1);
    body.u16(static_cast<std::uint32_t>(packet.comment.size()));
    body.raw({packet.comment.begin(), packet.comment.end()});
    body.pad();
    body.u32(0);
  }
  block(out, 6, body);
}

} // namespace

Buffer pcap_file(const std::vector<Recorded>& packets, LinkType link,
                 PcapStyle style) {
  Writer out(style.big_endian);
  out.u32(style.nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4);
  out.u16(2);
  out.u16(4);
  out.u32(0);
  out.u32(0);
  out.u32(262144);
  out.u32(link_number(link));
  for (const Recorded& packet : packets) {
    const std::int64_t fraction = packet.time_ns % 1'000'000'000;
    out.u32(static_cast<std::uint32_t>(packet.time_ns / 1'000'000'000));
    out.u32(static_cast<std::uint32_t>(style.nanoseconds ? fraction
                                                         : fraction / 1000));
    out.u32(static_cast<std::uint32_t>(packet.bytes.size()));
    out.u32(packet.original_length);
    out.raw(packet.bytes);
  }
  return out.bytes;
}

Buffer pcapng_file(const std::vector<Recorded>& packets, LinkType link,
                   bool big) {
  Writer out(big);
  Writer section(big);
  section.u32(0x1a2b3c4d);
  section.u16(1);
  section.u16(0);
  section.u32(0xffffffff);
  section.u32(0xffffffff);
  block(out, 0x0a0d0d0a, section);
  Writer interface(big);
  interface.u16(link_number(link));
  interface.u16(0);
  interface.u32(262144);
  interface.u16(2); // if_name
  interface.u16(4);
  interface.raw({'e', 't', 'h', '0'});
  interface.u16(9); // if_tsresol: nanoseconds
  interface.u16(1);
  interface.raw({9, 0, 0, 0});
  interface.u32(0);
  block(out, 1, interface);
  for (const Recorded& packet : packets)
    packet_block(out, packet, big);
  return out.bytes;
}

std::string write_temporary(const std::string& name, const Buffer& content) {
  const std::string path = testing::TempDir() + "imds_sniffer_" +
                           std::to_string(getpid()) + "_" + name;
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(content.data()),
             static_cast<std::streamsize>(content.size()));
  return path;
}

} // namespace imds::sniffer::test
