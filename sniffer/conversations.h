// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/dialog.h"
#include "sniffer/icmp.h"
#include "sniffer/owners.h"
#include "sniffer/twins.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>

namespace imds::sniffer {

/// A dialog and whose it is. Several legs may share one: the same connection
/// seen before and after NAT, or in two namespaces.
struct Conversation {
  explicit Conversation(Vocabulary& words) : dialog(words) {}

  Dialog dialog;
  Connection connection;    // of the leg nearest to the caller
  int client_ttl = 0;       // there
  int routers = 0;          // between the caller and the farthest leg
  bool joined_late = false; // its beginning was not seen
  std::shared_ptr<const Caller> caller;
};

/// Every TCP connection with an endpoint that is or was just open. Bounded.
class Conversations {
public:
  /// Called after each packet of a conversation, with null where it ends
  /// without one.
  using Finished = std::function<void(Conversation&, const Packet*)>;

  struct Bounds {
    std::size_t connections, dialogs, bytes;
  };
  Conversations(Vocabulary& words, Owners& owners,
                const std::vector<Endpoint>& endpoints, const Bounds& bounds,
                Finished finished);

  /// False where the segment is not of an endpoint.
  bool segment(const Packet& packet, const IpPacket& ip,
               const Segment& segment);
  void expired(std::uint64_t netns, const ExpiredSegment& segment);
  /// Closes what has been silent for too long.
  void expire(std::int64_t now_ns);
  /// The capture ended.
  void close_all(std::int64_t now_ns);

  std::uint64_t take_gaps();

private:
  struct Key {
    Address client;
    std::uint64_t netns = 0;
    std::uint16_t port = 0;
    std::uint16_t endpoint = 0; // index
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  struct Leg {
    Key key;
    std::int64_t last_ns = 0;
    std::uint32_t id = 0;
    std::uint32_t client_seq = 0; // behind the SYN, or behind the end
    std::uint32_t reached = 0;    // what the client's numbers have come to
    std::optional<std::uint32_t> opened_seq; // behind the SYN, even when over
    bool syn_seen = false;
    bool numbered = false; // where they began is known, with or without a SYN
    bool accepted = false; // by the server's SYN
    bool went_on = false;  // with anything but a SYN
    bool spoke = false;    // so did the client
    bool leaving = false;  // the first that was seen of the client is its end
    bool over = false;     // closed; what still comes is a leftover
    bool echo = false;     // all of it was counted where its twin was seen
    std::list<Leg>::iterator self;
    int client_ttl = 0;
    std::shared_ptr<const Caller> caller;
    std::shared_ptr<Conversation> conversation; // null until there is data
  };
  using Place = std::list<Leg>::iterator;

  std::optional<std::uint16_t> endpoint_of(const Address& address,
                                           std::uint16_t port) const;
  Connection connection_of(const Key& key) const;
  Place touch(const Key& key, const Packet& packet);
  void note_syn(Leg& leg, const Segment& segment, const Packet& packet);
  static bool refuses(const Leg& leg, const Segment& segment, bool from_client);
  static void note_numbers(Leg& leg, const Segment& segment, bool from_client);
  void begin_anew(Leg& leg, const Packet& packet);
  bool is_strange(Leg& leg, const Segment& segment, const Packet& packet,
                  bool from_client);
  void note_unseen(Leg& leg);
  bool may_join(Leg& leg, const Segment& segment, std::uint8_t ttl,
                bool from_client);
  void join(Leg& leg, const Segment& segment, const Packet& packet,
            std::uint8_t ttl, bool from_client);
  Twins::Found twin_of(const Twins::Sight& sight);
  static Twins::Sight sight_of(const Leg& leg, const Segment& segment,
                               const Packet& packet, std::uint8_t ttl,
                               bool from_client);
  void open(Leg& leg);
  void describe(Leg& leg);
  void feed(Leg& leg, const Segment& segment, const Packet& packet,
            std::uint8_t ttl, bool from_client);
  void retire(Leg& leg, const Packet* packet);
  void release(Leg& leg);
  void set_over(Leg& leg, bool over);
  void forget(Place place);
  void keep_bounds();

  Vocabulary& words_;
  Owners& owners_;
  const std::vector<Endpoint>& endpoints_;
  Bounds bounds_;
  Finished finished_;
  std::list<Leg> legs_; // the one that was silent longest first
  std::list<Leg> over_; // the same for those that are closed
  std::unordered_map<Key, Place, KeyHash> index_;
  Twins twins_;
  std::size_t dialogs_ = 0;
  std::size_t held_ = 0;
  std::uint32_t next_id_ = 0;
  std::uint64_t gaps_ = 0;
  std::optional<std::int64_t> ended_ns_; // while everything is closed
};

} // namespace imds::sniffer
