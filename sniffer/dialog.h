// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/exchange.h"
#include "sniffer/stream.h"
#include "sniffer/tcp.h"
#include "sniffer/vocabulary.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace imds::sniffer {

/// What a packet brings besides the segment.
struct Arrival {
  std::int64_t time_ns = 0;
  std::uint8_t ttl = 0;
  std::uint32_t leg = 0; // which of the places that see this connection
  bool near = false;     // no router lies between that place and the caller
};

/// One TCP connection with the endpoint: two streams, cut into messages, and
/// each answer given to its request.
class Dialog {
public:
  explicit Dialog(Vocabulary& words);
  Dialog(const Dialog&) = delete;
  Dialog& operator=(const Dialog&) = delete;

  /// The first bytes of each side were or will be seen.
  void opened(std::uint32_t client_seq);
  /// The client sent the bytes from `from` to `to`, and none of them was seen.
  void missed(std::uint32_t from, std::uint32_t to, std::int64_t time_ns);
  void from_client(const Segment& segment, const Arrival& arrival);
  void from_server(const Segment& segment, const Arrival& arrival);
  /// A router dropped the server's segment `seq` because its TTL ran out.
  void expired(std::uint32_t seq);
  /// The end: what is open is judged by what was seen.
  void close();
  /// The same, because the capture ended.
  void end(std::int64_t now_ns);

  bool closed() const { return closed_; }
  /// An answer is here and the request that it acknowledges is not.
  bool awaits_client() const { return !closed_ && server_runs_ahead(); }
  std::uint32_t client_next() const { return client_.next(); }
  std::vector<Exchange> take_finished();
  bool has_finished() const { return !finished_.empty(); }
  /// The token PUT (or any PUT) whose end is not known yet, or null.
  const Exchange* open_put() const;
  /// Gaps since the last call.
  std::uint64_t take_gaps();
  std::size_t held() const;

private:
  class Requests final : public MessageReader {
  public:
    explicit Requests(Dialog& dialog) : dialog_(dialog) {}

  private:
    bool may_begin(std::string_view text) const override;
    bool begins(std::string_view text) const override;
    std::optional<std::size_t> end_of_head(std::string_view text,
                                           std::size_t seen) const override;
    std::optional<Body> read_head(std::string_view head,
                                  std::uint32_t seq) override;
    void on_unread(Unread why, std::string_view seen) override;

    Dialog& dialog_;
  };

  class Responses final : public MessageReader {
  public:
    explicit Responses(Dialog& dialog) : dialog_(dialog) {}

  private:
    bool may_begin(std::string_view text) const override;
    bool begins(std::string_view text) const override;
    std::optional<std::size_t> end_of_head(std::string_view text,
                                           std::size_t seen) const override;
    std::optional<Body> read_head(std::string_view head,
                                  std::uint32_t seq) override;
    void on_unread(Unread why, std::string_view seen) override;

    Dialog& dialog_;
  };

  /// `acked`: what the client had of the server when it sent the request.
  void open(Exchange exchange, std::uint32_t acked);
  void note_held(const Segment& segment);
  std::uint32_t acked_at(std::uint32_t seq) const;
  std::uint32_t acked_before_gap() const;
  /// Gives the answer to its request; returns what is known of that one.
  std::optional<RequestHead> answer(std::optional<int> status,
                                    std::uint32_t seq);
  void drop_lost_answers(std::uint32_t seq);
  void finish_unanswered();
  void finish_delivered();
  void note_given_up();
  void note_answer_packet(const Segment& segment, const Arrival& arrival);
  bool server_runs_ahead() const;
  bool client_runs_ahead() const;
  void wait_for_client();
  void wait_for_server();
  void after_packet();

  Vocabulary& words_;
  Stream client_, server_;
  Requests requests_;
  Responses responses_;
  Arrival from_client_, from_server_; // the packet that is being read
  std::vector<Exchange> waiting_;     // for an answer, in order
  std::size_t let_go_ = 0; // more requests before those, whose answers may come
  std::vector<Exchange> answered_; // PUTs, until the answer is acknowledged
  std::vector<Exchange> finished_;
  std::optional<std::uint32_t> client_ack_, server_ack_;
  std::optional<std::uint32_t> ack_before_hole_; // of the client
  std::optional<std::uint32_t> read_ack_;        // of the segment that is read
  // Of client segments behind a hole: their end, and what they acknowledge.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> held_acks_;
  std::optional<std::uint32_t> client_sent_; // up to there, by its own numbers
  bool reset_ = false;
  std::optional<std::int64_t> ended_ns_;
  bool closed_ = false;
  int client_patience_ = 0;
  int server_patience_ = 0;
  std::uint64_t gaps_told_ = 0;
};

} // namespace imds::sniffer
