// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"
#include "sniffer/engine.h"
#include "sniffer/live/captures.h"
#include "sniffer/live/covered_time.h"
#include "sniffer/live/go_betweens.h"
#include "sniffer/live/link.h"
#include "sniffer/live/owner_book.h"
#include "sniffer/live/packet_queue.h"
#include "sniffer/live/pcapng_log.h"
#include "sniffer/live/record.h"
#include "sniffer/live/replaced_file.h"
#include "sniffer/live/survey_numbers.h"
#include "sniffer/live/tally.h"
#include "sniffer/live/wire.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace imds::sniffer {

/// The unprivileged half of the survey: reads packets, runs the engine, joins
/// it with what the keeper tells, and writes the record.
class Surveyor {
public:
  struct Options {
    std::vector<Endpoint> endpoints;
    std::vector<std::string> interfaces;
    std::optional<std::int64_t> seconds;
    std::string method;
    bool evidence_on_stdout = false;
    bool one_namespace = false;
    bool boot_covered = false; // no address yet, so nobody can have asked
    bool watch = false;        // end at the first request that is refused
    bool metrics = false;      // keep the file of counts up to date
    bool view = false;         // stdout is a terminal to draw on
  };
  /// `log` may be absent; then the record is kept in memory as sums only.
  Surveyor(const Imds& imds, const GoBetweens& go_betweens, Link link,
           SurveyNumbers numbers, std::optional<EvidenceLog> log, int signals,
           Options options);

  /// Also writes the packets there.
  void write_packets_to(PcapngLog file) { packets_ = std::move(file); }

  /// Runs until its time is up or a signal ends it.
  ExitStatus run();

private:
  using Clock = std::chrono::steady_clock;

  void begin();
  void watch(int descriptor);
  void serve_once();
  int time_to_wait() const;
  void hear_keeper();
  void hear(WireReader& message, Descriptor descriptor);
  void hear_syn_owner(WireReader& message);
  void hear_ready(WireReader& message);
  void wait();
  void wait_for_keeper() const;
  void look_at_clock(std::int64_t now_ns);
  void read_packets(std::int64_t now_ns);
  void read_what_is_left();
  void feed_engine(std::int64_t now_ns);
  void read_signals();
  void ask(std::uint64_t id, const Connection& connection);
  void request_part(Message kind, ReplacedFile which);
  void hear_part(Message kind, WireReader& message, Descriptor descriptor);
  void write_metrics(Descriptor part);
  void hear_metrics_part(bool opened, Descriptor part);
  void finish_metrics();
  void say_that_it_stays(ReplacedFile which);
  void ingest(const Packet& packet);
  void complete(Interval& interval, bool last);
  void look_for_refusals(const Interval& interval);
  void print(std::string_view text);
  void draw() const;
  std::chrono::seconds interval() const;
  bool is_due() const;
  void write_interval(bool last);
  void flush_packets();
  void put_out(std::string_view lines);
  void say_status() const;

  Options options_;
  Link link_;
  SurveyNumbers numbers_;
  std::optional<Record> record_;
  Descriptor epoll_;
  int signals_;
  const GoBetweens& go_betweens_;
  std::optional<PcapngLog> packets_;
  OwnerBook book_;
  Engine engine_;
  Captures captures_;
  PacketQueue queue_;
  Tally tally_;
  CoveredTime covered_;
  Clock::time_point started_ = Clock::now();
  Clock::time_point last_interval_ = Clock::now();
  std::uint64_t extra_gaps_ = 0; // what is missing beside packets
  std::uint64_t lost_lines_ = 0;
  std::optional<Error> unprinted_; // why stdout took something no more
  bool ready_ = false;             // the keeper watches all that it found
  bool more_to_do_ = false;
  bool metrics_due_ = false; // asked for, not yet in place
  bool said_that_it_stays_ = false;
  bool stop_ = false;
};

} // namespace imds::sniffer
