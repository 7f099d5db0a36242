// SPDX-License-Identifier: Apache-2.0
//
// Up to which time has everything been read? A socket that was emptied is
// known up to the moment before that, less a grace: a packet gets its stamp
// some instructions before it is queued, and a virtual processor may be away
// for milliseconds in between. A socket that filled its batch holds packets
// that are older than what the others gave; it is known up to its last one.
//
// The host's socket sees each packet of a container three times or four, so
// under load it falls behind the container's own. They must not part: packets
// that cannot go on for want of the older ones fill the queue, and a full
// queue lets them go out of order. So where the queue is crowded only the
// socket that is behind is read; the others wait in the kernel, which has room
// for them and counts what it has none for.
// Tested in tests/live/.
#include "sniffer/live/captures.h"

#include <algorithm>
#include <utility>

namespace imds::sniffer {
namespace {

constexpr int kBatch = 1024;
constexpr std::int64_t kGraceNs = 5'000'000;

} // namespace

int Captures::add(Descriptor socket, std::uint64_t netns) {
  all_.push_back({PacketSocket(std::move(socket), netns)});
  return all_.back().socket.descriptor();
}

void Captures::leave(std::uint64_t netns) {
  for (Source& source : all_)
    source.leaving |= source.socket.netns() == netns;
}

void Captures::read_one(Source& source, PacketQueue& queue, std::int64_t now_ns,
                        std::int64_t steady_ns) {
  std::int64_t latest = now_ns - kGraceNs;
  source.drained = source.socket.read(kBatch, [&](const Packet& packet) {
    latest = packet.time_ns;
    queue.push(packet, steady_ns);
  });
  source.whole_until = source.drained ? now_ns - kGraceNs : latest;
  dropped_ += source.socket.take_drops();
}

void Captures::read(PacketQueue& queue, std::int64_t now_ns,
                    std::int64_t steady_ns) {
  const std::int64_t behind = whole_until();
  const bool crowded = queue.is_crowded();
  if (must_wait(queue, behind))
    return;
  for (Source& source : all_)
    if (!crowded || source.whole_until <= behind)
      read_one(source, queue, now_ns, steady_ns);
  all_.remove_if(
      [](const Source& source) { return source.leaving && source.drained; });
}

std::int64_t Captures::whole_until() const {
  const auto last = std::ranges::min_element(
      all_, {}, [](const Source& source) { return source.whole_until; });
  return last == all_.end() ? INT64_MAX : last->whole_until;
}

bool Captures::must_wait(const PacketQueue& queue, std::int64_t whole_until) {
  return queue.is_crowded() && queue.front_ns() <= whole_until;
}

std::uint64_t Captures::take_drops() { return std::exchange(dropped_, 0); }

} // namespace imds::sniffer
