// SPDX-License-Identifier: Apache-2.0
//
// pcapng is a list of blocks, each with its length in front and behind. Blocks
// that say nothing to us are passed over by their length, so a newer writer
// does no harm. A length that cannot be right ends the reading: behind it, no
// block's place is known.
//
// Drops are counted by the interface statistics, which are running totals: the
// last block of an interface counts. A packet may say the same in its option
// epb_dropcount, or in its head if it is an old one, which is a delta; it
// counts where no statistics are.
//
// Tested by capture_reader_test.cpp and fuzz_capture.cpp.
#include "sniffer/pcapng_file.h"

#include "sniffer/packet_notes.h"
#include "sniffer/pcapng_blocks.h"
#include "sniffer/pcapng_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

namespace imds::sniffer {
namespace {

constexpr std::size_t kMaxInterfaces = 1u << 16;
constexpr std::size_t kMaxProcesses = 1u << 16;

struct Interface {
  std::uint32_t link_number = 0;
  LinkType link = LinkType::unsupported;
  std::uint32_t snap_length = 0;
  std::uint8_t resolution = 6;
  std::int64_t offset_s = 0;
  std::uint64_t statistics_dropped = 0;
  std::uint64_t packets_dropped = 0;
  std::uint32_t name_index = 0;
};

__extension__ using Wide = unsigned __int128;

/// `ticks` of an interface in nanoseconds; 10^-n, or 2^-n with the top bit.
std::int64_t to_ns(std::uint64_t ticks, const Interface& from) {
  const int exponent = from.resolution & 0x7f;
  Wide ns = ticks;
  if ((from.resolution & 0x80) != 0) {
    ns = ns * 1'000'000'000u >> std::min(exponent, 127);
  } else {
    for (int e = exponent; e < 9; ++e)
      ns *= 10;
    for (int e = std::min(exponent, 40); e > 9; --e)
      ns /= 10;
  }
  constexpr auto kMost = static_cast<Wide>(INT64_MAX / 2);
  const auto base = static_cast<std::int64_t>(std::min(ns, kMost));
  const std::int64_t offset =
      std::clamp<std::int64_t>(from.offset_s, -4'000'000'000, 4'000'000'000);
  return base + offset * 1'000'000'000;
}

class PcapngFile final : public CaptureFormat {
public:
  explicit PcapngFile(CaptureInput input) : CaptureFormat(std::move(input)) {}

  bool next(Packet& packet) override;

private:
  std::optional<Bytes> next_block(std::uint32_t& type);
  std::optional<Bytes> broken(std::string why);
  bool begin_section(Bytes start);
  bool read_block(std::uint32_t type, Bytes body, Packet& packet);
  void read_interface(Bytes body);
  void read_statistics(Bytes body);
  void read_custom(Bytes body);
  bool unreadable();
  bool read_packet(Bytes body, bool old, Packet& packet);
  static void count_old_drops(std::uint16_t drops, Interface& from);
  bool read_simple(Bytes body, Packet& packet);
  void read_packet_options(Bytes options, Interface& from, Packet& packet);
  bool give(Bytes bytes, const Interface& from, Packet& packet);
  void count_drops();

  ByteOrder order_;
  std::vector<Interface> section_; // the interfaces of this section
  std::unordered_map<std::uint32_t, Caller> processes_;
  Caller note_;
  std::size_t pending_ = 0;
  std::uint64_t blocks_ = 0;
};

std::optional<Bytes> PcapngFile::broken(std::string why) {
  trouble_.broken = fmt::format("{} behind block {}", why, blocks_);
  return std::nullopt;
}

bool PcapngFile::begin_section(Bytes start) {
  const std::uint32_t magic = be32(start, 8);
  if (magic != kByteOrderMagic && __builtin_bswap32(magic) != kByteOrderMagic)
    return false;
  order_.big = magic == kByteOrderMagic;
  ++sections_;
  count_drops();
  section_.clear();
  processes_.clear();
  return true;
}

std::optional<Bytes> PcapngFile::next_block(std::uint32_t& type) {
  input_.skip(std::exchange(pending_, 0));
  const Bytes start = input_.peek(12);
  if (start.empty())
    return input_.read_error().empty() ? std::nullopt
                                       : broken(input_.read_error());
  if (start.size() < 12)
    return broken("cut off");
  type = be32(start, 0); // the section's type reads the same in both orders
  if (type == kSection && !begin_section(start))
    return broken("a section without a byte order");
  type = order_.u32(start, 0);
  const std::size_t length = order_.u32(start, 4);
  if (length < 12 || length % 4 != 0 || length > CaptureInput::kMaxRecord)
    return broken(fmt::format("a block of {} bytes", length));
  const Bytes block = input_.peek(length);
  if (block.size() < length)
    return broken("cut off");
  if (order_.u32(block, length - 4) != length)
    return broken("a block with two lengths");
  pending_ = length;
  ++blocks_;
  return block.subspan(8, length - 12);
}

bool PcapngFile::next(Packet& packet) {
  std::uint32_t type = 0;
  while (const auto body = next_block(type))
    if (read_block(type, *body, packet))
      return true;
  count_drops();
  section_.clear();
  return false;
}

/// True where the block is a packet.
bool PcapngFile::read_block(std::uint32_t type, Bytes body, Packet& packet) {
  switch (type) {
  case kInterface:
    read_interface(body);
    return false;
  case kStatistics:
    read_statistics(body);
    return false;
  case kCustom:
    read_custom(body);
    return false;
  case kPacket:
  case kOldPacket:
    return read_packet(body, type == kOldPacket, packet);
  case kSimplePacket:
    return read_simple(body, packet);
  default:
    return false;
  }
}

void PcapngFile::read_interface(Bytes body) {
  if (body.size() < 8 || section_.size() >= kMaxInterfaces)
    return;
  Interface fresh;
  fresh.link_number = order_.u16(body, 0);
  fresh.link = link_type(fresh.link_number);
  fresh.snap_length = order_.u32(body, 4);
  std::string name;
  for_each_option(body.subspan(8), order_, [&](std::uint16_t code, Bytes v) {
    if (code == kInterfaceName)
      name = std::string(as_text(v));
    else if (code == kResolution && v.size() == 1)
      fresh.resolution = v[0];
    else if (code == kTimeOffset && v.size() == 8)
      fresh.offset_s = static_cast<std::int64_t>(order_.u64(v, 0));
  });
  const bool known = std::ranges::find(interfaces_, name) != interfaces_.end();
  if (!name.empty() && !known && interfaces_.size() < kMaxInterfaces)
    interfaces_.push_back(name);
  section_.push_back(fresh);
}

void PcapngFile::read_statistics(Bytes body) {
  constexpr std::uint16_t kByInterface = 5, kBySystem = 7;
  if (body.size() < 12 || order_.u32(body, 0) >= section_.size())
    return;
  std::uint64_t dropped = 0;
  for_each_option(body.subspan(12), order_, [&](std::uint16_t code, Bytes v) {
    if ((code == kByInterface || code == kBySystem) && v.size() == 8)
      dropped += order_.u64(v, 0);
  });
  section_[order_.u32(body, 0)].statistics_dropped = dropped;
}

void PcapngFile::count_drops() {
  for (const Interface& i : section_)
    trouble_.dropped +=
        i.statistics_dropped != 0 ? i.statistics_dropped : i.packets_dropped;
}

void PcapngFile::read_custom(Bytes body) {
  constexpr ByteOrder kLittle{false};
  if (body.size() < 12 || order_.u32(body, 0) != kWiresharkNumber ||
      kLittle.u32(body, 4) != kProcessEntry ||
      processes_.size() >= kMaxProcesses)
    return;
  const Bytes rest = body.subspan(12);
  const std::size_t length = kLittle.u32(body, 8);
  Caller caller;
  if (length <= rest.size() && read_process_entry(rest.first(length), caller))
    processes_[static_cast<std::uint32_t>(*caller.pid)] = std::move(caller);
}

bool PcapngFile::give(Bytes bytes, const Interface& from, Packet& packet) {
  packet.bytes = bytes;
  packet.link = from.link;
  if (from.link == LinkType::unsupported && trouble_.unsupported++ == 0)
    trouble_.link_number = from.link_number;
  return true;
}

/// A packet that is passed over, and counted, since it may have been one of
/// ours.
bool PcapngFile::unreadable() {
  ++trouble_.unreadable;
  return false;
}

bool PcapngFile::read_packet(Bytes body, bool old, Packet& packet) {
  if (body.size() < 20)
    return unreadable();
  const std::size_t index = old ? order_.u16(body, 0) : order_.u32(body, 0);
  const std::size_t length = order_.u32(body, 12);
  if (index >= section_.size() || length > body.size() - 20)
    return unreadable();
  Interface& from = section_[index];
  if (old)
    count_old_drops(order_.u16(body, 2), from);
  const std::uint64_t high = order_.u32(body, 4);
  packet.time_ns = to_ns(high << 32 | order_.u32(body, 8), from);
  packet.original_length = order_.u32(body, 16);
  packet.interface = static_cast<std::uint32_t>(index);
  packet.noted = nullptr;
  const std::size_t padded =
      std::min((length + 3) & ~std::size_t{3}, body.size() - 20);
  if (body.size() > 20 + padded)
    read_packet_options(body.subspan(20 + padded), from, packet);
  return give(body.subspan(20, length), from, packet);
}

/// Since the last packet of the interface, as epb_dropcount.
void PcapngFile::count_old_drops(std::uint16_t drops, Interface& from) {
  constexpr std::uint16_t kNotKnown = 0xffff;
  if (drops != kNotKnown)
    from.packets_dropped += drops;
}

bool PcapngFile::read_simple(Bytes body, Packet& packet) {
  if (body.size() < 4 || section_.empty())
    return unreadable();
  const Interface& from = section_.front();
  packet.original_length = order_.u32(body, 0);
  std::size_t length =
      std::min<std::size_t>(packet.original_length, body.size() - 4);
  if (from.snap_length != 0)
    length = std::min<std::size_t>(length, from.snap_length);
  packet.interface = 0;
  packet.noted = nullptr;
  ++trouble_.untimed;
  return give(body.subspan(4, length), from, packet);
}

void PcapngFile::read_packet_options(Bytes options, Interface& from,
                                     Packet& packet) {
  note_ = {};
  for_each_option(options, order_, [&](std::uint16_t code, Bytes v) {
    if (code == kComment) {
      read_comment(as_text(v), note_);
    } else if (code == kDropCount && v.size() == 8) {
      from.packets_dropped += order_.u64(v, 0);
    } else if (code == kProcessId && v.size() == 8) {
      const auto known = processes_.find(order_.u32(v, 0));
      if (known != processes_.end())
        note_ = known->second;
      else if (order_.u32(v, 0) != 0)
        note_.pid = order_.u32(v, 0);
      note_.attribution = Attribution::pcapng;
      note_.confidence = Confidence::medium;
    }
  });
  if (names_somebody(note_))
    packet.noted = &note_;
}

} // namespace

bool is_pcapng(Bytes start) {
  return start.size() >= 4 && be32(start, 0) == kSection;
}

Result<std::unique_ptr<CaptureFormat>> open_pcapng(CaptureInput input) {
  return std::make_unique<PcapngFile>(std::move(input));
}

} // namespace imds::sniffer
