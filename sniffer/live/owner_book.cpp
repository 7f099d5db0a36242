// SPDX-License-Identifier: Apache-2.0
//
// Two streams meet here in any order: packets from the capture, and callers
// from the keeper. They are joined by the SYN (see SynKey), not by addresses:
// a client port is used again within seconds, a sequence number is not.
//
// The engine wants to know the caller at the first packet, so that packet waits
// for the keeper: mostly not at all, at most kPatience.
//
//   SYN, told already            at once
//   SYN, not told yet            until it is told; after kAskAfter the keeper
//                                is asked by the addresses
//   no SYN (the connection is    the keeper is asked by the addresses, and
//   older than the survey)       has kAskAfter for that
//
// The wait counts from when the packet came, not from when it is the first in
// the queue: a hundred callers that nobody knows wait together, not in turn.
//
// What is told too late still counts for the requests that follow. What nobody
// tells is a null caller: unattributed, never a guess.
// Tested by tests/sniffer/live/owner_book_test.cpp.
#include "sniffer/live/owner_book.h"

#include "sniffer/ip.h"
#include "sniffer/link_layer.h"
#include "sniffer/tcp.h"

#include <algorithm>
#include <cstring>

namespace imds::sniffer {
namespace {

constexpr std::int64_t kMillisecond = 1'000'000;
constexpr std::int64_t kAskAfter = 20 * kMillisecond;
constexpr std::int64_t kPatience = 100 * kMillisecond;
constexpr std::int64_t kKeep = 120'000 * kMillisecond;
constexpr std::size_t kMostConnections = 1u << 15;
constexpr std::size_t kMostTold = 1u << 13;

// The connection that a packet belongs to, seen from its client.
std::optional<Connection> connection_of(const Packet& packet,
                                        const std::vector<Endpoint>& all) {
  const auto bytes = ip_of(packet);
  const auto ip = bytes ? parse_ip(*bytes) : std::nullopt;
  if (!ip || ip->fragment || ip->protocol != kTcp)
    return std::nullopt;
  const auto tcp = parse_tcp(*ip);
  if (!tcp)
    return std::nullopt;
  const Endpoint source{ip->source, tcp->source_port};
  const Endpoint target{ip->target, tcp->target_port};
  const auto is_one = [&all](const Endpoint& endpoint) {
    return std::ranges::find(all, endpoint) != all.end();
  };
  if (is_one(target))
    return Connection{source.address, source.port, target, packet.netns};
  if (is_one(source))
    return Connection{target.address, target.port, source, packet.netns};
  return std::nullopt;
}

bool knows_something(const Caller& caller) {
  return caller.attribution != Attribution::none;
}

} // namespace

std::size_t OwnerBook::Hash::operator()(const Connection& connection) const {
  std::uint64_t words[2];
  std::memcpy(words, connection.client.bytes.data(), sizeof words);
  std::uint64_t hash = words[0] ^ (words[1] * 0x9e3779b97f4a7c15u);
  hash ^= connection.netns << 16 ^ connection.client_port;
  hash *= 0xff51afd7ed558ccdu;
  return static_cast<std::size_t>(hash ^ hash >> 32);
}

OwnerBook::Entry& OwnerBook::entry_of(const Connection& connection,
                                      const std::optional<Syn>& syn,
                                      std::int64_t now_ns) {
  const auto [place, is_new] = connections_.try_emplace(connection);
  Entry& entry = place->second;
  // A SYN with another number is another connection with the same addresses.
  if (is_new || (syn && entry.syn != syn->key)) {
    entry = {};
    entry.since_ns = now_ns;
    if (syn)
      entry.syn = syn->key;
  }
  entry.last_ns = now_ns;
  return entry;
}

void OwnerBook::ask(Entry& entry, const Connection& connection) {
  entry.id = next_id_++;
  asked_.insert_or_assign(entry.id, connection);
  ask_(entry.id, connection);
}

bool OwnerBook::is_settled(const Packet& packet, std::int64_t arrived_ns,
                           std::int64_t now_ns) {
  const auto connection = connection_of(packet, endpoints_);
  if (!connection)
    return true;
  Entry& entry = entry_of(*connection, read_syn(packet, endpoints_), now_ns);
  entry.since_ns = std::min(entry.since_ns, arrived_ns);
  if (entry.settled)
    return true;
  if (const auto told = entry.syn ? told_.find(*entry.syn) : told_.end();
      told != told_.end()) {
    entry.caller = told->second.caller;
    entry.settled = true;
    return true;
  }
  const std::int64_t waited = now_ns - entry.since_ns;
  if (entry.id == 0 && (!entry.syn || waited > kAskAfter)) {
    entry.asked_ns = now_ns;
    ask(entry, *connection);
  }
  const bool answer_may_come =
      !entry.syn && now_ns - entry.asked_ns < kAskAfter;
  entry.settled = waited > kPatience && !answer_may_come;
  return entry.settled;
}

void OwnerBook::learn(const SynKey& key, Caller caller, std::int64_t now_ns) {
  const auto [place, is_new] = told_.try_emplace(key);
  if (is_new)
    told_order_.push_back(key);
  if (knows_something(caller))
    place->second.caller = std::make_shared<const Caller>(std::move(caller));
  place->second.time_ns = now_ns;
  if (told_order_.size() > kMostTold) {
    told_.erase(told_order_.front());
    told_order_.pop_front();
  }
}

void OwnerBook::answer(std::uint64_t id, Caller caller) {
  const auto question = asked_.find(id);
  if (question == asked_.end())
    return;
  const auto entry = connections_.find(question->second);
  asked_.erase(question);
  if (entry == connections_.end() || entry->second.id != id)
    return;
  entry->second.settled = true;
  if (knows_something(caller) && !entry->second.caller)
    entry->second.caller = std::make_shared<const Caller>(std::move(caller));
}

std::shared_ptr<const Caller> OwnerBook::owner_of(const Connection& connection,
                                                  const Packet&) {
  const auto place = connections_.find(connection);
  if (place == connections_.end())
    return nullptr;
  Entry& entry = place->second;
  if (const auto told = entry.syn ? told_.find(*entry.syn) : told_.end();
      !entry.caller && told != told_.end())
    entry.caller = told->second.caller;
  return entry.caller;
}

std::shared_ptr<const Caller> OwnerBook::caller_of(const Packet& packet) {
  const auto connection = connection_of(packet, endpoints_);
  return connection ? owner_of(*connection, packet) : nullptr;
}

void OwnerBook::expire(std::int64_t now_ns) {
  if (now_ns < next_expiry_ns_)
    return;
  next_expiry_ns_ = now_ns + 1000 * kMillisecond;
  while (!told_order_.empty()) {
    const auto oldest = told_.find(told_order_.front());
    if (oldest != told_.end() && now_ns - oldest->second.time_ns < kKeep)
      break;
    told_.erase(told_order_.front());
    told_order_.pop_front();
  }
  const bool full = connections_.size() > kMostConnections;
  std::erase_if(connections_, [now_ns, full](const auto& one) {
    return full || now_ns - one.second.last_ns > kKeep;
  });
  if (asked_.size() > kMostConnections)
    asked_.clear();
}

} // namespace imds::sniffer
