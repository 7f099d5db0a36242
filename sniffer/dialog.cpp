// SPDX-License-Identifier: Apache-2.0
//
// Two streams make a dialog by two rules.
//
// An answer belongs to the oldest request without one (keep-alive, pipelining).
// After lost bytes that count is off; then acknowledgement numbers help: a
// client that does not pipeline has read the first answer before it sends the
// second request, so an answer behind that point is not the first one's, and
// one before it not the second's.
//
// An answer is read only when the request bytes that it acknowledges have been
// seen: captures of several interfaces reorder the two directions. If they do
// not come within a few packets, they are lost, and the request is "unknown".
//
// What a token PUT needs beyond its status: whether the answer arrived. IMDS
// limits the hops of that one answer; behind one hop too many the capture shows
// "200" and the caller gets nothing. So a PUT stays open until the caller has
// acknowledged the answer, or cannot any more.
//
// Tested by tests/sniffer/cases/*.pkt.
#include "sniffer/dialog.h"

#include <algorithm>
#include <utility>

namespace imds::sniffer {
namespace {

// How many packets a hole may stay open after the other side acknowledged what
// is behind it.
constexpr int kPatience = 8;
constexpr std::size_t kMaxWaiting = 256;
// IMDS answers within milliseconds, and clients wait for a second at least.
constexpr std::int64_t kAnswerNs = 1'000'000'000;
constexpr std::int32_t kMaxWindow = 1 << 30;

void raise(std::optional<std::uint32_t>& ack, const Segment& segment) {
  if (segment.has_ack && (!ack || after(segment.ack, *ack)))
    ack = segment.ack;
}

bool covers(const Segment& segment, std::uint32_t seq) {
  return !after(segment.seq, seq) && after(segment.end(), seq);
}

/// A reset that the receiver would take (RFC 9293, section 3.5.2, roughly).
bool ends_connection(const Segment& segment, const Stream& stream) {
  if (!segment.rst)
    return false;
  const auto ahead = static_cast<std::int32_t>(segment.seq - stream.next());
  return !stream.started() || (ahead >= -1 && ahead < kMaxWindow);
}

/// Beyond the next byte and a FIN that was not seen.
bool is_behind_unseen(const std::optional<std::uint32_t>& number,
                      const Stream& stream) {
  return number && stream.started() && after(*number, stream.next() + 1);
}

/// Who closed one direction only may acknowledge an answer yet, but none that
/// died at a router.
bool is_given_up_for_good(const Exchange& put) {
  return (put.given_up || put.late) && !put.near && put.lowest_ttl <= 1;
}

} // namespace

Dialog::Dialog(Vocabulary& words)
    : words_(words), requests_(*this), responses_(*this) {}

void Dialog::opened(std::uint32_t client_seq) {
  client_.start(client_seq);
  requests_.begins_here();
  responses_.begins_here();
}

void Dialog::missed(std::uint32_t from, std::uint32_t to,
                    std::int64_t time_ns) {
  from_client_.time_ns = time_ns;
  client_.start(from);
  client_.give_up_before(to, requests_);
}

bool Dialog::server_runs_ahead() const {
  return is_behind_unseen(server_ack_, client_);
}

bool Dialog::client_runs_ahead() const {
  return !server_runs_ahead() && is_behind_unseen(client_ack_, server_);
}

void Dialog::from_client(const Segment& segment, const Arrival& arrival) {
  if (closed_)
    return;
  from_client_ = arrival;
  if (!segment.syn && (!client_sent_ || after(segment.seq, *client_sent_)))
    client_sent_ = segment.seq;
  if (ends_connection(segment, client_)) {
    raise(client_ack_, segment); // a reset may tell of an answer that arrived
    note_given_up();
    reset_ = true;
    return close();
  }
  if (!client_.has_hole())
    ack_before_hole_ = client_ack_;
  if (segment.has_ack)
    read_ack_ = segment.ack;
  raise(client_ack_, segment);
  if (segment.has_ack)
    server_.start(segment.ack);
  note_held(segment);
  client_.add(segment.seq + (segment.syn ? 1u : 0u), segment.payload,
              segment.missing, /*wait=*/false, requests_);
  if (segment.fin) {
    client_.finish_at(segment.end() - 1);
    note_given_up();
  }
  wait_for_server();
  after_packet();
}

void Dialog::from_server(const Segment& segment, const Arrival& arrival) {
  if (closed_)
    return;
  if (ends_connection(segment, server_)) {
    reset_ = true;
    return close();
  }
  note_answer_packet(segment, arrival);
  from_server_ = arrival;
  raise(server_ack_, segment);
  if (segment.has_ack)
    client_.start(segment.ack);
  server_.add(segment.seq + (segment.syn ? 1u : 0u), segment.payload,
              segment.missing, server_runs_ahead(), responses_);
  if (segment.fin)
    server_.finish_at(segment.end() - 1);
  wait_for_client();
  after_packet();
}

/// The server has acknowledged bytes of the client that were not seen.
void Dialog::wait_for_client() {
  if (!server_runs_ahead()) {
    client_patience_ = 0;
    return;
  }
  if (++client_patience_ > kPatience)
    client_.give_up_before(*server_ack_, requests_);
}

void Dialog::wait_for_server() {
  if (!client_runs_ahead()) {
    server_patience_ = 0;
    return;
  }
  if (++server_patience_ > kPatience)
    server_.give_up_before(*client_ack_, responses_);
}

void Dialog::after_packet() {
  if (!server_runs_ahead())
    server_.pump(responses_);
  finish_delivered();
  if (server_.finished())
    finish_unanswered();
  // Else an acknowledgement may come behind both ends.
  if (server_.finished() && client_.finished() && answered_.empty())
    close();
}

void Dialog::note_answer_packet(const Segment& segment,
                                const Arrival& arrival) {
  for (Exchange& put : answered_) {
    if (!covers(segment, put.answer_seq))
      continue;
    const int ttl = arrival.ttl;
    put.near |= arrival.near;
    put.repeated |= arrival.leg == put.answer_leg;
    put.highest_ttl = std::max(put.highest_ttl, ttl);
    put.lowest_ttl = std::min(put.lowest_ttl, ttl);
  }
}

void Dialog::expired(std::uint32_t seq) {
  for (Exchange& put : answered_)
    put.expired |= seq - put.answer_seq < MessageReader::kMaxHead;
  for (Exchange& request : waiting_) // its answer went another way
    request.expired |= seq - request.server_seq < MessageReader::kMaxHead;
}

/// Behind a hole a request is read later than it came, and the client has
/// acknowledged more since. So it may have where another place saw it.
void Dialog::note_held(const Segment& segment) {
  std::erase_if(held_acks_, [&](const auto& held) {
    return !after(held.first, client_.next());
  });
  if (client_.started() && after(segment.seq, client_.next()) &&
      !segment.payload.empty() && held_acks_.size() < Stream::kMaxPieces)
    held_acks_.emplace_back(segment.end(), segment.ack);
}

std::uint32_t Dialog::acked_at(std::uint32_t seq) const {
  for (const auto& [end, ack] : held_acks_)
    if (after(end, seq))
      return ack;
  return read_ack_.value_or(server_.next());
}

std::uint32_t Dialog::acked_before_gap() const {
  const auto& ack = client_.has_hole() ? ack_before_hole_ : client_ack_;
  return ack.value_or(server_.next());
}

void Dialog::open(Exchange exchange, std::uint32_t acked) {
  exchange.request_ns = from_client_.time_ns;
  exchange.server_seq = acked;
  waiting_.push_back(std::move(exchange));
  if (waiting_.size() <= kMaxWaiting)
    return;
  finished_.push_back(std::move(waiting_.front()));
  waiting_.erase(waiting_.begin());
  ++let_go_;
}

void Dialog::drop_lost_answers(std::uint32_t seq) {
  while (waiting_.size() > 1 &&
         after(waiting_[1].server_seq, waiting_[0].server_seq) &&
         !after(waiting_[1].server_seq, seq)) {
    waiting_.front().answer_lost = true;
    finished_.push_back(std::move(waiting_.front()));
    waiting_.erase(waiting_.begin());
  }
}

std::optional<RequestHead> Dialog::answer(std::optional<int> status,
                                          std::uint32_t seq) {
  if (let_go_ != 0) {
    --let_go_; // counted as unanswered already
    return std::nullopt;
  }
  if (waiting_.empty())
    requests_.abandon_head(); // answered before it was whole
  if (responses_.resumed())
    drop_lost_answers(seq);
  // Who acknowledged these bytes before it asked is not answered by them; of an
  // unread request it is not known when it did.
  const bool of_lost =
      waiting_.empty() ||
      (!waiting_.front().unread && after(waiting_.front().server_seq, seq));
  Exchange exchange;
  if (of_lost) {
    exchange.request_ns = from_server_.time_ns;
  } else {
    exchange = std::move(waiting_.front());
    waiting_.erase(waiting_.begin());
  }
  exchange.answered = true;
  exchange.status = status;
  exchange.answer_ns = from_server_.time_ns;
  exchange.highest_ttl = exchange.lowest_ttl = from_server_.ttl;
  exchange.answer_seq = seq;
  exchange.answer_leg = from_server_.leg;
  exchange.near = from_server_.near;
  const std::optional<RequestHead> head = exchange.head;
  const bool put = head && head->method == "PUT";
  (put ? answered_ : finished_).push_back(std::move(exchange));
  if (head && head->expects_continue)
    requests_.body_may_be_left_out();
  return head;
}

void Dialog::finish_delivered() {
  if (answered_.empty())
    return;
  std::vector<Exchange> open;
  for (Exchange& put : answered_) {
    put.acknowledged = client_ack_ && after(*client_ack_, put.answer_seq);
    put.reset = reset_;
    const bool done = put.acknowledged || closed_ || is_given_up_for_good(put);
    (done ? finished_ : open).push_back(std::move(put));
  }
  answered_ = std::move(open);
}

/// The caller ended its side, at least for what it sends. An answer reached it
/// only if it is acknowledged all the same.
void Dialog::note_given_up() {
  for (Exchange& put : answered_)
    put.given_up = true;
  for (Exchange& request : waiting_)
    request.late = true;
}

void Dialog::finish_unanswered() {
  for (Exchange& exchange : waiting_) {
    exchange.reset = reset_;
    exchange.cut_short =
        ended_ns_ && *ended_ns_ - exchange.request_ns < kAnswerNs;
    exchange.answer_lost = responses_.gaps() != 0 && client_ack_ &&
                           after(*client_ack_, exchange.server_seq + 1);
    finished_.push_back(std::move(exchange));
  }
  waiting_.clear();
}

void Dialog::end(std::int64_t now_ns) {
  ended_ns_ = now_ns;
  close();
}

void Dialog::close() {
  if (std::exchange(closed_, true))
    return;
  if (is_behind_unseen(server_ack_, client_))
    client_.give_up_before(*server_ack_, requests_);
  if (is_behind_unseen(client_sent_, client_))
    client_.give_up_before(*client_sent_, requests_);
  client_.close(requests_);
  server_.pump(responses_); // what waited for the client
  if (is_behind_unseen(client_ack_, server_))
    server_.give_up_before(*client_ack_, responses_);
  server_.close(responses_);
  requests_.close();
  responses_.close();
  finish_delivered();
  finish_unanswered();
}

std::vector<Exchange> Dialog::take_finished() {
  return std::exchange(finished_, {});
}

const Exchange* Dialog::open_put() const {
  const auto put = [](const Exchange& e) {
    return e.head && e.head->method == "PUT";
  };
  if (!answered_.empty())
    return &answered_.front();
  const auto found = std::ranges::find_if(waiting_, put);
  return found == waiting_.end() ? nullptr : &*found;
}

std::uint64_t Dialog::take_gaps() {
  const std::uint64_t all = requests_.gaps() + responses_.gaps();
  return all - std::exchange(gaps_told_, all);
}

std::size_t Dialog::held() const {
  return client_.held() + server_.held() + requests_.held() + responses_.held();
}

} // namespace imds::sniffer
