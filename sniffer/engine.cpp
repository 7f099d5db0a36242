// SPDX-License-Identifier: Apache-2.0
//
// The one place where the pure steps meet. Packets of other traffic leave at
// the address test, a few dozen instructions in; the kernel filter of a live
// capture stops them earlier still.
//
// Tested by case_test.cpp and fuzz_capture.cpp.
#include "sniffer/engine.h"

#include "sniffer/classify.h"
#include "sniffer/conversations.h"
#include "sniffer/fragments.h"
#include "sniffer/icmp.h"
#include "sniffer/survey.h"
#include "sniffer/tcp.h"
#include "sniffer/token_memory.h"

#include "reports/evidence.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace imds::sniffer {
namespace {

// A program that asks without a token this long after its PUT went out and was
// not answered has given up on the PUT.
constexpr std::int64_t kPutPatienceNs = 100'000'000;

std::string name_of(const Endpoint& endpoint) {
  const std::string address = to_string(endpoint.address);
  if (endpoint.port == 80)
    return address;
  const bool v4 = endpoint.address.is_v4();
  return (v4 ? address : "[" + address + "]") + ":" +
         std::to_string(endpoint.port);
}

// An answer comes within this time, or never.
constexpr std::int64_t kUnderWayNs = 5'000'000'000;

/// What a failed PUT explains. A 401 is refused already, whatever came before.
bool may_be_fallback(RequestClass c) {
  return c == RequestClass::v1_ok || c == RequestClass::v1_unanswered ||
         c == RequestClass::v1_miss;
}

MemorySubject subject_of(const Conversation& conversation,
                         const Exchange& exchange) {
  const Connection& c = conversation.connection;
  MemorySubject subject{
      conversation.caller.get(), to_string(c.client), c.netns, {}};
  if (exchange.head)
    subject.user_agent = exchange.head->user_agent;
  return subject;
}

} // namespace

struct Engine::State {
  State(const Imds& imds, Owners& owner_source, std::vector<Endpoint> watched,
        const Limits& limits)
      : endpoints(std::move(watched)), words(imds), owners(owner_source),
        rows(limits.rows),
        conversations(
            words, owners, endpoints,
            {limits.connections, limits.dialogs, limits.buffered_bytes},
            [this](Conversation& c, const Packet* p) { collect(c, p); }) {}

  bool concerns(const IpPacket& ip) const;
  void ip_packet(const Packet& packet, const IpPacket& ip);
  void collect(Conversation& conversation, const Packet* packet);
  void judge(Conversation& conversation, const Exchange& exchange);
  bool was_under_way(const Conversation& conversation,
                     const Exchange& exchange) const;
  void consider_fallback(const Conversation& conversation,
                         const Exchange& exchange, Judgement& judgement);
  std::optional<std::string>
  open_put_failure(const Exchange& exchange,
                   const std::vector<std::string>& keys);
  Judgement classify_here(const Conversation& conversation,
                          const Exchange& exchange);
  void note_time(std::int64_t time_ns);
  void note_unreadable(const IpBytes& ip);

  std::vector<Endpoint> endpoints;
  Vocabulary words;
  Owners& owners;
  SurveyRows rows;
  TokenMemory memory;
  Fragments fragments;
  std::unordered_set<const Conversation*> open_puts;
  Conversations conversations;
  std::uint64_t packets = 0;
  std::uint64_t dropped = 0;
  std::uint64_t cut_too_short = 0; // to tell whose packet it was
  std::optional<std::int64_t> start_ns, end_ns;
  bool finished = false;
  std::optional<std::int64_t> began_ns;
};

bool Engine::State::concerns(const IpPacket& ip) const {
  return std::ranges::any_of(endpoints, [&](const Endpoint& e) {
    return e.address == ip.target || e.address == ip.source;
  });
}

void Engine::State::ip_packet(const Packet& packet, const IpPacket& ip) {
  if (ip.protocol == kIcmp || ip.protocol == kIcmp6) {
    if (const auto segment = expired_segment(ip))
      conversations.expired(packet.netns, *segment);
    return;
  }
  if (ip.protocol != kTcp || !concerns(ip))
    return;
  if (const auto segment = parse_tcp(ip))
    conversations.segment(packet, ip, *segment);
  else
    cut_too_short += ip.missing != 0;
}

/// With a snapshot length of 20 bytes a capture shows nobody's requests, which
/// is not the same as that there were none. Some tools write down the length
/// that is left as if nothing had been cut off.
void Engine::State::note_unreadable(const IpBytes& ip) {
  cut_too_short += ip.missing != 0 || lacks_header(ip);
}

void Engine::State::note_time(std::int64_t time_ns) {
  start_ns = std::min(start_ns.value_or(time_ns), time_ns);
  end_ns = std::max(end_ns.value_or(time_ns), time_ns);
}

void Engine::State::collect(Conversation& conversation, const Packet* packet) {
  Dialog& dialog = conversation.dialog;
  if (dialog.has_finished()) {
    if (!conversation.caller && packet != nullptr)
      conversation.caller = owners.owner_of(conversation.connection, *packet);
    for (const Exchange& exchange : dialog.take_finished())
      judge(conversation, exchange);
  }
  if (dialog.open_put() != nullptr)
    open_puts.insert(&conversation);
  else if (!open_puts.empty())
    open_puts.erase(&conversation);
}

Judgement Engine::State::classify_here(const Conversation& conversation,
                                       const Exchange& exchange) {
  const PathMeaning path =
      exchange.head ? words.path(exchange.head->path) : PathMeaning{};
  return classify(exchange, path, conversation.routers);
}

/// The cause where a PUT of the same caller is still open and hopeless.
std::optional<std::string>
Engine::State::open_put_failure(const Exchange& exchange,
                                const std::vector<std::string>& keys) {
  for (const Conversation* conversation : open_puts) {
    const Exchange* put = conversation->dialog.open_put();
    if (put == nullptr || put->request_ns > exchange.request_ns)
      continue;
    const bool patient = !put->answered &&
                         exchange.request_ns - put->request_ns < kPutPatienceNs;
    if (patient ||
        !share_a_key(keys, put_keys(subject_of(*conversation, *put))))
      continue;
    const Judgement so_far = classify_here(*conversation, *put);
    if (is_token_put(so_far.request_class) && so_far.cause)
      return so_far.cause;
  }
  return std::nullopt;
}

void Engine::State::consider_fallback(const Conversation& conversation,
                                      const Exchange& exchange,
                                      Judgement& judgement) {
  const bool put = is_token_put(judgement.request_class);
  if (!put && !may_be_fallback(judgement.request_class))
    return;
  if (!put && open_puts.empty() && memory.empty())
    return;
  const MemorySubject subject = subject_of(conversation, exchange);
  if (put)
    return memory.remember(put_keys(subject), exchange.request_ns,
                           judgement.cause);
  const std::vector<std::string> keys = get_keys(subject);
  auto cause = open_put_failure(exchange, keys);
  if (!cause)
    cause = memory.failure(keys, exchange.request_ns);
  if (cause)
    judgement = {RequestClass::v1_fallback, std::move(cause)};
}

/// As if the survey had begun when it was over.
bool Engine::State::was_under_way(const Conversation& conversation,
                                  const Exchange& exchange) const {
  return began_ns && conversation.joined_late && !exchange.head &&
         exchange.unread != Unread::too_long &&
         exchange.request_ns - *began_ns <= kUnderWayNs;
}

void Engine::State::judge(Conversation& conversation,
                          const Exchange& exchange) {
  if (was_under_way(conversation, exchange))
    return;
  Judgement judgement = classify_here(conversation, exchange);
  consider_fallback(conversation, exchange, judgement);
  const Connection& connection = conversation.connection;
  Judged judged;
  judged.time_ns = exchange.request_ns;
  judged.request_class = judgement.request_class;
  judged.cause = std::move(judgement.cause);
  judged.status = exchange.status;
  judged.endpoint = name_of(connection.endpoint);
  judged.peer = to_string(connection.client);
  judged.netns = connection.netns;
  judged.caller = conversation.caller;
  if (exchange.answered)
    judged.reply_ttl = exchange.highest_ttl;
  if (exchange.head) {
    judged.method = exchange.head->method;
    judged.path = exchange.head->path;
    judged.user_agent = exchange.head->user_agent;
  }
  rows.add(std::move(judged));
}

Engine::Engine(const Imds& imds, Owners& owners,
               std::vector<Endpoint> endpoints, Limits limits)
    : state_(std::make_unique<State>(imds, owners, std::move(endpoints),
                                     limits)) {}

Engine::~Engine() = default;

void Engine::begin(std::int64_t now_ns) { state_->began_ns = now_ns; }

void Engine::ingest(const Packet& packet) {
  State& s = *state_;
  ++s.packets;
  s.note_time(packet.time_ns);
  const auto bytes = ip_of(packet);
  if (!bytes)
    return;
  const auto ip = parse_ip(*bytes);
  if (!ip)
    return s.note_unreadable(*bytes);
  if (!ip->fragment) {
    s.ip_packet(packet, *ip);
  } else if (s.concerns(*ip)) {
    if (const auto whole = s.fragments.add(*ip, packet.netns, packet.time_ns))
      s.ip_packet(packet, *whole);
  }
  s.conversations.expire(packet.time_ns);
}

void Engine::advance(std::int64_t now_ns) {
  state_->note_time(now_ns);
  state_->conversations.expire(now_ns);
}

void Engine::lost(std::uint64_t packets) { state_->dropped += packets; }

void Engine::finish() {
  state_->fragments.give_up_all();
  state_->conversations.close_all(state_->end_ns.value_or(0));
  state_->memory.clear();
  state_->finished = true;
}

bool Engine::has_news() const { return state_->rows.has_news(); }

Interval Engine::drain() {
  State& s = *state_;
  Interval out;
  out.survey.packets = std::exchange(s.packets, 0);
  out.survey.dropped = std::exchange(s.dropped, 0);
  out.survey.gaps = s.conversations.take_gaps() + s.fragments.take_lost() +
                    std::exchange(s.cut_too_short, 0);
  const std::int64_t start = s.start_ns.value_or(0);
  out.survey.start = evidence::format_time(start);
  out.survey.end = evidence::format_time(s.end_ns.value_or(start));
  if (std::exchange(s.finished, false))
    s.end_ns.reset(); // what comes next begins at a time of its own
  s.start_ns = s.end_ns;
  out.sightings = s.rows.drain(out.survey);
  return out;
}

} // namespace imds::sniffer
