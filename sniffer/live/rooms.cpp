// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/rooms.h"

#include <fmt/format.h>

namespace imds::sniffer {
namespace {

constexpr int kPatience = 3; // looks without a process before a room is left

} // namespace

Result<void> Rooms::open_home() { return open_here(visitor_.home(), true); }

Result<void> Rooms::open_here(std::uint64_t inode, bool home) {
  auto diag = SocketDiag::open();
  if (!diag)
    return std::unexpected(diag.error());
  Room room{inode, std::move(*diag), NatTable::open(), std::nullopt};
  if (!options_.syns.empty()) {
    constexpr int kSynBuffer = 1 << 20;
    auto syns = open_packet_socket({{}, options_.syns, kSynBuffer});
    if (!syns)
      return std::unexpected(syns.error());
    room.syns.emplace(std::move(*syns), inode);
  }
  std::vector<std::string> interfaces{""};
  if (!options_.interfaces.empty())
    interfaces = home ? options_.interfaces : std::vector<std::string>{};
  for (const std::string& interface : interfaces) {
    auto capture = open_packet_socket({interface, options_.capture});
    if (!capture)
      return std::unexpected(capture.error());
    changes_.opened(inode, capture->get());
  }
  const auto place = rooms_.insert_or_assign(inode, std::move(room)).first;
  changes_.entered(place->second);
  return {};
}

void Rooms::leave_empty(const std::map<std::uint64_t, std::int64_t>& alive) {
  for (auto room = rooms_.begin(); room != rooms_.end();) {
    const std::uint64_t inode = room->first;
    const bool empty = !alive.contains(inode) && inode != visitor_.home();
    if (!empty)
      unseen_.erase(inode);
    if (!empty || ++unseen_[inode] < kPatience) {
      ++room;
      continue;
    }
    room = rooms_.erase(room);
    unseen_.erase(inode);
    changes_.closed(inode);
  }
}

void Rooms::refresh() {
  // Here packets may come to be rewritten at any time: docker begins it.
  if (const auto home = rooms_.find(visitor_.home());
      home != rooms_.end() && !home->second.nat)
    home->second.nat = NatTable::open();
  if (!options_.others)
    return;
  const auto alive = network_namespaces();
  leave_empty(alive);
  std::erase_if(failed_,
                [&](const auto& one) { return !alive.contains(one.first); });
  for (const auto& [inode, pid] : alive) {
    if (rooms_.contains(inode) || failed_.contains(inode))
      continue;
    Result<void> opened;
    const auto visited = visitor_.visit(
        inode, pid, [&, netns = inode] { opened = open_here(netns, false); });
    note_failure(inode, visited ? opened : visited);
  }
}

void Rooms::note_failure(std::uint64_t inode, const Result<void>& opened) {
  if (opened)
    return;
  failed_[inode] = true;
  troubles_.push_back(
      fmt::format("network namespace {}: {}", inode, opened.error().what));
}

std::vector<std::string> Rooms::take_troubles() {
  return std::exchange(troubles_, {});
}

} // namespace imds::sniffer
