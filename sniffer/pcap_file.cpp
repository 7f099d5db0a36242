// SPDX-License-Identifier: Apache-2.0
#include "sniffer/pcap_file.h"

#include "sniffer/byte_order.h"

#include <fmt/format.h>

#include <algorithm>

namespace imds::sniffer {
namespace {

constexpr std::size_t kFileHeader = 24;
constexpr std::size_t kRecordHeader = 16;
constexpr std::uint32_t kMicroseconds = 0xa1b2c3d4;
constexpr std::uint32_t kNanoseconds = 0xa1b23c4d;
constexpr std::uint32_t kModified = 0xa1b2cd34; // records 8 bytes longer

bool is_magic(std::uint32_t number) {
  return number == kMicroseconds || number == kNanoseconds ||
         number == kModified;
}

/// No packet has no length at no time: a file that was set up larger than it
/// was filled, or lost its end in a crash.
bool is_hole(Bytes header) {
  return std::ranges::all_of(header, [](std::uint8_t b) { return b == 0; });
}

class PcapFile final : public CaptureFormat {
public:
  PcapFile(CaptureInput input, Bytes header)
      : CaptureFormat(std::move(input)), order_{is_magic(be32(header, 0))} {
    const std::uint32_t magic = order_.u32(header, 0);
    unit_ns_ = magic == kNanoseconds ? 1 : 1000;
    record_ = kRecordHeader + (magic == kModified ? 8 : 0);
    number_ = order_.u32(header, 20) & 0xffff; // above it the FCS length
    link_ = link_type(number_);
    input_.skip(kFileHeader);
  }

  bool next(Packet& packet) override;

private:
  bool broken(std::string why);

  ByteOrder order_;
  std::int64_t unit_ns_ = 1000;
  std::size_t record_ = kRecordHeader;
  std::uint32_t number_ = 0;
  LinkType link_ = LinkType::unsupported;
  std::size_t pending_ = 0; // the bytes of the packet handed out last
  std::uint64_t count_ = 0;
};

bool PcapFile::broken(std::string why) {
  trouble_.broken = fmt::format("{} behind packet {}", why, count_);
  return false;
}

bool PcapFile::next(Packet& packet) {
  input_.skip(pending_);
  pending_ = 0;
  const Bytes header = input_.peek(record_);
  if (header.empty())
    return input_.read_error().empty() ? false : broken(input_.read_error());
  if (header.size() < record_)
    return broken("cut off");
  const std::uint32_t seconds = order_.u32(header, 0);
  const std::uint32_t fraction = order_.u32(header, 4);
  const std::size_t length = order_.u32(header, 8);
  packet.original_length = order_.u32(header, 12);
  if (is_hole(header))
    return broken("zeros");
  if (length > CaptureInput::kMaxRecord - record_)
    return broken(fmt::format("a record of {} bytes", length));
  const Bytes record = input_.peek(record_ + length);
  if (record.size() < record_ + length)
    return broken("cut off");
  pending_ = record.size();
  packet.bytes = record.subspan(record_);
  packet.time_ns = std::int64_t{seconds} * 1'000'000'000 + fraction * unit_ns_;
  packet.link = link_;
  ++count_;
  if (link_ == LinkType::unsupported && trouble_.unsupported++ == 0)
    trouble_.link_number = number_;
  return true;
}

} // namespace

bool is_pcap(Bytes start) {
  return start.size() >= 4 && (is_magic(be32(start, 0)) ||
                               is_magic(__builtin_bswap32(be32(start, 0))));
}

Result<std::unique_ptr<CaptureFormat>> open_pcap(CaptureInput input,
                                                 const std::string& path) {
  const Bytes header = input.peek(kFileHeader);
  if (header.size() < kFileHeader)
    return fail("is cut off within its first 24 bytes", path);
  // The header is copied: the input moves into the reader with its buffer.
  const std::vector<std::uint8_t> copy(header.begin(), header.end());
  return std::make_unique<PcapFile>(std::move(input), copy);
}

} // namespace imds::sniffer
