// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/live/syn.h"
#include "sniffer/owners.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

namespace imds::sniffer {

/// What the surveyor knows about callers; see owner_book.cpp. Times are those
/// of a clock that does not jump.
class OwnerBook : public Owners {
public:
  using Ask = std::function<void(std::uint64_t id, const Connection&)>;
  OwnerBook(std::vector<Endpoint> endpoints, Ask ask)
      : endpoints_(std::move(endpoints)), ask_(std::move(ask)) {}

  /// Whether the engine may have this packet: its caller is known, or nobody
  /// knew in time since the packet came. The first of a connection waits.
  bool is_settled(const Packet& packet, std::int64_t arrived_ns,
                  std::int64_t now_ns);

  /// The keeper found who sent a SYN, or that nobody knows (an empty caller);
  /// before or after its packet came.
  void learn(const SynKey& key, Caller caller, std::int64_t now_ns);
  /// The keeper's answer to a question; an empty caller where nobody knows.
  void answer(std::uint64_t id, Caller caller);

  std::shared_ptr<const Caller> owner_of(const Connection& connection,
                                         const Packet& packet) override;

  /// The caller of the connection that a packet belongs to, as far as known.
  std::shared_ptr<const Caller> caller_of(const Packet& packet);

  /// Lets go of what is old; cheap to call often.
  void expire(std::int64_t now_ns);

private:
  struct Hash {
    std::size_t operator()(const Connection& connection) const;
  };
  struct Entry {
    std::shared_ptr<const Caller> caller; // null while nobody knows
    std::optional<SynKey> syn;
    std::int64_t since_ns = 0; // when the wait began
    std::int64_t last_ns = 0;
    std::int64_t asked_ns = 0;
    bool settled = false;
    std::uint64_t id = 0; // of the question, 0: not asked
  };
  struct Told {
    std::shared_ptr<const Caller> caller;
    std::int64_t time_ns = 0;
  };
  Entry& entry_of(const Connection& connection, const std::optional<Syn>& syn,
                  std::int64_t now_ns);
  void ask(Entry& entry, const Connection& connection);

  std::vector<Endpoint> endpoints_;
  Ask ask_;
  std::unordered_map<Connection, Entry, Hash> connections_;
  std::map<SynKey, Told> told_;
  std::deque<SynKey> told_order_;
  std::unordered_map<std::uint64_t, Connection> asked_;
  std::uint64_t next_id_ = 1;
  std::int64_t next_expiry_ns_ = 0;
};

} // namespace imds::sniffer
