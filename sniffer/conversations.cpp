// SPDX-License-Identifier: Apache-2.0
//
// A SYN costs one small entry, a dialog with its buffers comes with the first
// payload: 100,000 half-open connections cannot push the real ones out. Every
// bound lets the connection go that was silent longest, and closing it counts
// what was open on it.
//
// A connection stays known for a while after its end, so that what is still on
// the wire (a retransmitted answer, a last FIN) is not taken for a new one.
//
// Tested by bounds_test.cpp and tests/sniffer/cases/*.pkt.
#include "sniffer/conversations.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace imds::sniffer {
namespace {

constexpr std::int64_t kSilenceNs = 60'000'000'000;
constexpr std::int64_t kLingerNs = 5'000'000'000;
constexpr std::size_t kMostOver = 4096;
// A retransmission lies within the last window.
constexpr std::int32_t kLeftover = 1 << 20;
// What systems start with; the next higher one is a packet's first TTL.
constexpr int kFirstTtls[] = {32, 64, 128, 255};

bool is_end(const Segment& segment) {
  return (segment.fin || segment.rst) && segment.payload.empty() &&
         segment.missing == 0;
}

int routers_passed(int ttl) {
  const auto first =
      std::ranges::find_if(kFirstTtls, [&](int t) { return t >= ttl; });
  return first == std::end(kFirstTtls) ? 0 : *first - ttl;
}

} // namespace

std::size_t Conversations::KeyHash::operator()(const Key& key) const {
  constexpr std::uint64_t kOdd = 0xff51afd7ed558ccdu;
  std::uint64_t words[2];
  std::memcpy(words, key.client.bytes.data(), sizeof words);
  std::uint64_t hash =
      words[0] * 0x9e3779b97f4a7c15u ^ words[1] ^ words[1] >> 32;
  hash = (hash ^ hash >> 32 ^ key.netns << 32) * kOdd;
  hash ^= hash >> 32 ^ key.port ^ std::uint64_t{key.endpoint} << 16;
  hash *= kOdd;
  return static_cast<std::size_t>(hash ^ hash >> 29);
}

Conversations::Conversations(Vocabulary& words, Owners& owners,
                             const std::vector<Endpoint>& endpoints,
                             const Bounds& bounds, Finished finished)
    : words_(words), owners_(owners), endpoints_(endpoints), bounds_(bounds),
      finished_(std::move(finished)) {}

std::optional<std::uint16_t>
Conversations::endpoint_of(const Address& address, std::uint16_t port) const {
  for (std::size_t i = 0; i < endpoints_.size(); ++i)
    if (endpoints_[i].port == port && endpoints_[i].address == address)
      return static_cast<std::uint16_t>(i);
  return std::nullopt;
}

Connection Conversations::connection_of(const Key& key) const {
  return {key.client, key.port, endpoints_[key.endpoint], key.netns};
}

bool Conversations::segment(const Packet& packet, const IpPacket& ip,
                            const Segment& segment) {
  const auto to = endpoint_of(ip.target, segment.target_port);
  const auto from =
      to ? std::nullopt : endpoint_of(ip.source, segment.source_port);
  if (!to && !from)
    return false;
  const bool from_client = to.has_value();
  const Key key{from_client ? ip.source : ip.target, packet.netns,
                from_client ? segment.source_port : segment.target_port,
                from_client ? *to : *from};
  Leg& leg = *touch(key, packet);
  if (from_client) {
    leg.leaving |= leg.client_ttl == 0 && is_end(segment);
    leg.client_ttl = ip.ttl;
    if (segment.syn)
      note_syn(leg, segment, packet);
  }
  if (is_strange(leg, segment, packet, from_client))
    return true;
  note_numbers(leg, segment, from_client);
  if (!leg.conversation && may_join(leg, segment, ip.ttl, from_client))
    join(leg, segment, packet, ip.ttl, from_client);
  if (leg.conversation)
    feed(leg, segment, packet, ip.ttl, from_client);
  keep_bounds();
  return true;
}

Conversations::Place Conversations::touch(const Key& key,
                                          const Packet& packet) {
  Place place;
  // Most packets belong to the connection of the packet before them.
  if (!legs_.empty() && legs_.back().key == key) {
    place = std::prev(legs_.end());
  } else if (const auto found = index_.find(key); found != index_.end()) {
    place = found->second;
    std::list<Leg>& list = place->over ? over_ : legs_;
    list.splice(list.end(), list, place);
  } else {
    place = legs_.insert(legs_.end(), Leg{});
    place->key = key;
    place->self = place;
    place->id = ++next_id_;
    index_.emplace(key, place);
    place->caller = owners_.owner_of(connection_of(key), packet);
  }
  place->last_ns = packet.time_ns;
  return place;
}

/// A SYN with other numbers on a known tuple is a new connection; with the same
/// it was sent again, or read behind what it began, or even behind its end.
void Conversations::note_syn(Leg& leg, const Segment& segment,
                             const Packet& packet) {
  const std::uint32_t seq = segment.seq + 1;
  if (leg.over && leg.opened_seq == seq)
    return;
  leg.opened_seq = seq;
  if (leg.numbered && leg.client_seq == seq) {
    leg.syn_seen = true;
    return;
  }
  if (leg.conversation || leg.over || leg.numbered)
    begin_anew(leg, packet);
  leg.syn_seen = leg.numbered = true;
  leg.client_seq = leg.reached = seq;
}

/// What was known of the tuple is of a connection that is gone.
void Conversations::begin_anew(Leg& leg, const Packet& packet) {
  retire(leg, &packet);
  set_over(leg, false);
  leg.echo = leg.syn_seen = leg.numbered = leg.leaving = false;
  leg.accepted = leg.went_on = leg.spoke = false;
  leg.caller = owners_.owner_of(connection_of(leg.key), packet);
}

/// A server that still holds the port's last connection answers a SYN with what
/// that one came to. Who asked for a new one resets it by that number, and has
/// sent nothing.
bool Conversations::refuses(const Leg& leg, const Segment& segment,
                            bool from_client) {
  return from_client && segment.rst && leg.syn_seen && !leg.accepted &&
         !leg.spoke && segment.seq == leg.reached;
}

/// A request without its bytes still shows: in what the server acknowledges, in
/// the number of the client's next segment.
void Conversations::note_numbers(Leg& leg, const Segment& segment,
                                 bool from_client) {
  if (refuses(leg, segment, from_client)) {
    leg.reached = leg.client_seq;
    return;
  }
  leg.accepted |= segment.syn && !from_client;
  leg.went_on |= !segment.syn;
  leg.spoke |= from_client && !segment.syn;
  if (from_client ? segment.syn : !segment.has_ack)
    return; // a SYN's were noted
  const std::uint32_t number = from_client ? segment.seq : segment.ack;
  if (!leg.numbered) {
    leg.numbered = true;
    leg.client_seq = leg.reached = number;
  } else if (after(number, leg.reached) &&
             number - leg.reached < std::uint32_t{kLeftover}) {
    // Further on is what a server says of the port's last connection, where it
    // still holds that one and a SYN comes for the next.
    leg.reached = number;
  }
}

/// Two connections may have one tuple: of two namespaces, or of two times where
/// the second SYN was lost. Their numbers lie far apart. A request of the other
/// one is read for itself, and what is open so far ends there.
bool Conversations::is_strange(Leg& leg, const Segment& segment,
                               const Packet& packet, bool from_client) {
  if (leg.over || !leg.numbered)
    return false;
  const bool numbered = from_client || segment.has_ack;
  if (!numbered ||
      is_near(from_client ? segment.seq : segment.ack, leg.reached))
    return false;
  const bool empty = segment.payload.empty() && segment.missing == 0;
  if (from_client && !empty) {
    begin_anew(leg, packet);
    return false;
  }
  gaps_ += empty ? 0 : 1;
  return true;
}

/// Whether the segment begins something. After the end of a connection only a
/// request that is not of its bytes does: the SYN of the next one was lost.
bool Conversations::may_join(Leg& leg, const Segment& segment, std::uint8_t ttl,
                             bool from_client) {
  if (segment.payload.empty() && segment.missing == 0)
    return false;
  // A token PUT's answer that died here is sent again for a quarter of an hour,
  // in pauses longer than a silent connection is remembered. So is the FIN of
  // the client, if what acknowledges it dies as well.
  if (!from_client && ttl <= 1 && (leg.client_ttl == 0 || leg.leaving))
    return false;
  if (!leg.over)
    return true;
  if (leg.echo)
    return false;
  const auto ahead = static_cast<std::int32_t>(segment.seq - leg.client_seq);
  if (!from_client || (ahead < 0 && ahead > -kLeftover))
    return false;
  set_over(leg, false);
  leg.syn_seen = leg.numbered = false;
  note_numbers(leg, segment, from_client);
  return true;
}

Twins::Sight Conversations::sight_of(const Leg& leg, const Segment& segment,
                                     const Packet& packet, std::uint8_t ttl,
                                     bool from_client) {
  Twins::Sight sight;
  sight.time_ns = packet.time_ns;
  sight.client = leg.key.client;
  sight.netns = leg.key.netns;
  sight.endpoint = leg.key.endpoint;
  sight.ttl = static_cast<std::uint8_t>(leg.client_ttl);
  sight.answer = !from_client;
  sight.answer_ttl = from_client ? std::uint8_t{0} : ttl;
  sight.seq = from_client ? segment.seq : segment.ack;
  sight.ack = from_client ? segment.ack : segment.seq;
  sight.length = static_cast<std::uint16_t>(segment.payload.size());
  sight.payload = hash_of(segment.payload);
  if (leg.syn_seen && from_client)
    sight.start = leg.client_seq;
  return sight;
}

void Conversations::open(Leg& leg) {
  leg.conversation = std::make_shared<Conversation>(words_);
  ++dialogs_;
  leg.conversation->joined_late = !leg.syn_seen;
  if (leg.syn_seen)
    leg.conversation->dialog.opened(leg.client_seq);
}

/// A place that saw only the answer has judged it without its request, unless
/// it still waits for that one: then the request counts for itself.
Twins::Found Conversations::twin_of(const Twins::Sight& sight) {
  Twins::Found twin = twins_.twin_of(sight);
  const bool waits =
      twin.conversation && twin.conversation->dialog.awaits_client();
  if (twin.answer && !sight.answer && !waits)
    return {};
  return twin;
}

/// Gives the leg its conversation: a new one, or that of its twin.
void Conversations::join(Leg& leg, const Segment& segment, const Packet& packet,
                         std::uint8_t ttl, bool from_client) {
  Twins::Sight sight = sight_of(leg, segment, packet, ttl, from_client);
  Twins::Found twin = twin_of(sight);
  leg.echo = twin.is_twin && !twin.conversation;
  if (leg.echo)
    return set_over(leg, true);
  leg.conversation = std::move(twin.conversation);
  if (!leg.conversation)
    open(leg);
  describe(leg);
  // Who fits the second fits the first, but a request says more.
  if (twin.is_twin && twin.answer == sight.answer)
    return;
  sight.conversation = leg.conversation;
  twins_.remember(std::move(sight));
}

/// The leg with the highest TTL is the nearest to the caller.
void Conversations::describe(Leg& leg) {
  Conversation& c = *leg.conversation;
  if (c.client_ttl == 0 || leg.client_ttl > c.client_ttl) {
    c.connection = connection_of(leg.key);
    c.client_ttl = leg.client_ttl;
  }
  c.routers = std::max(c.routers, routers_passed(leg.client_ttl));
  if (!c.caller)
    c.caller = leg.caller;
}

void Conversations::feed(Leg& leg, const Segment& segment, const Packet& packet,
                         std::uint8_t ttl, bool from_client) {
  Dialog& dialog = leg.conversation->dialog;
  const Arrival arrival{packet.time_ns, ttl, leg.id,
                        routers_passed(leg.client_ttl) == 0};
  const std::size_t before = dialog.held();
  if (from_client)
    dialog.from_client(segment, arrival);
  else
    dialog.from_server(segment, arrival);
  held_ += dialog.held() - before;
  gaps_ += dialog.take_gaps();
  finished_(*leg.conversation, &packet);
  if (dialog.closed())
    release(leg);
}

/// Lets go of the conversation; the leg stays known.
void Conversations::release(Leg& leg) {
  if (leg.conversation.use_count() == 1) {
    held_ -= leg.conversation->dialog.held();
    --dialogs_;
  }
  leg.client_seq = leg.conversation->dialog.client_next();
  leg.conversation.reset();
  set_over(leg, true);
}

void Conversations::set_over(Leg& leg, bool over) {
  if (leg.over == over)
    return;
  std::list<Leg>& from = over ? legs_ : over_;
  std::list<Leg>& to = over ? over_ : legs_;
  to.splice(to.end(), from, leg.self);
  leg.over = over;
}

/// A connection whose bytes were not captured: dropped, or left out by a filter
/// that lets only SYN and FIN pass.
void Conversations::note_unseen(Leg& leg) {
  if (leg.over || leg.conversation || !leg.numbered)
    return;
  if (after(leg.reached, leg.client_seq + 1)) {
    open(leg);
    describe(leg);
    leg.conversation->dialog.missed(leg.client_seq, leg.reached, leg.last_ns);
  } else if (leg.accepted && !leg.went_on) {
    ++gaps_;
  }
}

/// Closes the leg's conversation, unless a twin still follows it.
void Conversations::retire(Leg& leg, const Packet* packet) {
  note_unseen(leg);
  if (!leg.conversation)
    return;
  if (leg.conversation.use_count() == 1) {
    Dialog& dialog = leg.conversation->dialog;
    const std::size_t before = dialog.held();
    if (ended_ns_)
      dialog.end(*ended_ns_);
    else
      dialog.close();
    held_ += dialog.held() - before;
    gaps_ += dialog.take_gaps();
    finished_(*leg.conversation, packet);
  }
  release(leg);
}

void Conversations::expired(std::uint64_t netns,
                            const ExpiredSegment& segment) {
  const auto endpoint = endpoint_of(segment.source, segment.source_port);
  if (!endpoint)
    return;
  const auto found =
      index_.find(Key{segment.target, netns, segment.target_port, *endpoint});
  if (found != index_.end() && found->second->conversation)
    found->second->conversation->dialog.expired(segment.seq);
}

void Conversations::forget(Place place) {
  retire(*place, nullptr);
  index_.erase(place->key);
  (place->over ? over_ : legs_).erase(place);
}

void Conversations::expire(std::int64_t now_ns) {
  while (!legs_.empty() && now_ns - legs_.front().last_ns > kSilenceNs)
    forget(legs_.begin());
  while (!over_.empty() && now_ns - over_.front().last_ns > kLingerNs)
    forget(over_.begin());
}

void Conversations::keep_bounds() {
  while (over_.size() > kMostOver)
    forget(over_.begin());
  while (legs_.size() > 1 &&
         (legs_.size() > bounds_.connections || dialogs_ > bounds_.dialogs ||
          held_ > bounds_.bytes))
    forget(legs_.begin());
}

void Conversations::close_all(std::int64_t now_ns) {
  ended_ns_ = now_ns;
  while (!legs_.empty())
    forget(legs_.begin());
  while (!over_.empty())
    forget(over_.begin());
  ended_ns_.reset();
}

std::uint64_t Conversations::take_gaps() {
  return std::exchange(gaps_, 0) + twins_.take_crowded_out();
}

} // namespace imds::sniffer
