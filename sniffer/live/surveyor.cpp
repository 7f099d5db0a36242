// SPDX-License-Identifier: Apache-2.0
//
// One loop, without threads: what the keeper tells, then packets, then the
// clock, then the record if an interval is over.
// The keeper is heard before packets are let go, since a packet waits for its
// caller; see owner_book.cpp.
#include "sniffer/live/surveyor.h"

#include "reports/evidence.h"
#include "reports/sink.h"
#include "reports/term.h"
#include "sniffer/classify.h"
#include "sniffer/live/prometheus.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>

namespace imds::sniffer {
namespace {

using std::chrono::milliseconds;

constexpr auto kInterval = std::chrono::seconds(30);
constexpr auto kViewInterval = std::chrono::seconds(2);
constexpr milliseconds kTick{10}; // while packets wait for answers
constexpr milliseconds kCalm{1000};

// Packets carry this clock; it may jump, and then so do they.
std::int64_t wall_clock_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::int64_t steady_ns() {
  return std::chrono::steady_clock::now().time_since_epoch().count();
}

std::string_view bytes_of(const Address& address) {
  return {reinterpret_cast<const char*>(address.bytes.data()),
          address.bytes.size()};
}

} // namespace

Surveyor::Surveyor(const Imds& imds, const GoBetweens& go_betweens, Link link,
                   SurveyNumbers numbers, std::optional<EvidenceLog> log,
                   int signals, Options options)
    : options_(std::move(options)), link_(std::move(link)),
      numbers_(std::move(numbers)), epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      signals_(signals), go_betweens_(go_betweens),
      book_(options_.endpoints,
            [this](std::uint64_t id, const Connection& connection) {
              ask(id, connection);
            }),
      engine_(imds, book_, options_.endpoints),
      covered_(wall_clock_ns(), steady_ns()) {
  if (log)
    record_.emplace(
        std::move(*log),
        Record::Requests{
            [this] { request_part(Message::open_part, ReplacedFile::log); },
            [this] { request_part(Message::commit_part, ReplacedFile::log); }});
  begin();
  watch(signals_);
  watch(link_.descriptor());
}

// Before the host has an address nothing can be under way.
void Surveyor::begin() {
  if (!options_.boot_covered)
    engine_.begin(wall_clock_ns());
}

void Surveyor::watch(int descriptor) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = descriptor;
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, descriptor, &event);
}

void Surveyor::ask(std::uint64_t id, const Connection& connection) {
  WireWriter out;
  out.number(static_cast<std::uint64_t>(Message::ask));
  out.number(id);
  out.text(bytes_of(connection.client));
  out.number(connection.client_port);
  out.text(bytes_of(connection.endpoint.address));
  out.number(connection.endpoint.port);
  out.number(connection.netns);
  link_.send(out.bytes());
}

void Surveyor::request_part(Message kind, ReplacedFile which) {
  WireWriter out;
  out.number(static_cast<std::uint64_t>(kind));
  out.number(static_cast<std::uint64_t>(which));
  link_.send(out.bytes());
}

void Surveyor::hear_part(Message kind, WireReader& message,
                         Descriptor descriptor) {
  const auto which = static_cast<ReplacedFile>(message.number());
  const bool done = message.number() != 0;
  const bool opened = kind == Message::part_opened;
  if (!done)
    say_that_it_stays(which);
  if (which == ReplacedFile::metrics)
    return hear_metrics_part(opened && done, std::move(descriptor));
  if (which != ReplacedFile::log || !record_)
    return;
  if (opened)
    record_->part_opened(std::move(descriptor), wall_clock_ns());
  else
    record_->part_committed(done);
}

// Once: a folder that is closed now is closed for days.
void Surveyor::say_that_it_stays(ReplacedFile which) {
  if (std::exchange(said_that_it_stays_, true))
    return;
  const char* what = which == ReplacedFile::log
                         ? "the record cannot be made smaller, so it grows"
                         : "the counts for Prometheus are not written";
  term::warning({what, "no file can be made in its folder", ""});
}

void Surveyor::hear_metrics_part(bool opened, Descriptor part) {
  metrics_due_ = opened; // else they are in place, or will not be
  if (opened)
    write_metrics(std::move(part));
}

// The last counts go by way of the keeper, who has a second for it.
void Surveyor::finish_metrics() {
  const auto start = Clock::now();
  while (metrics_due_ && !link_.closed() &&
         Clock::now() - start < std::chrono::seconds(1)) {
    wait_for_keeper();
    hear_keeper();
  }
}

void Surveyor::write_metrics(Descriptor part) {
  const std::string text = prometheus_text(tally_.run());
  const ssize_t wrote = ::write(part.get(), text.data(), text.size());
  if (wrote == static_cast<ssize_t>(text.size()))
    request_part(Message::commit_part, ReplacedFile::metrics);
}

void Surveyor::hear_syn_owner(WireReader& message) {
  SynKey key;
  const std::string address = message.text();
  key.endpoint.port = static_cast<std::uint16_t>(message.number());
  key.sequence = static_cast<std::uint32_t>(message.number());
  if (address.size() != key.endpoint.address.bytes.size())
    return;
  std::ranges::copy(address, key.endpoint.address.bytes.begin());
  Caller caller = message.caller();
  if (message.ok())
    book_.learn(key, std::move(caller), steady_ns());
}

// Every namespace that was found is watched from now on. Addresses may have
// come while the sockets opened: then this is not the whole boot.
void Surveyor::hear_ready(WireReader& message) {
  ready_ = true;
  options_.method = message.text();
  options_.boot_covered = message.number() != 0 && options_.boot_covered;
  begin();
  term::note(fmt::format(
      "watching {} network namespace(s), callers by {}; Ctrl-C ends it",
      captures_.size(), options_.method));
}

void Surveyor::hear(WireReader& message, Descriptor descriptor) {
  switch (static_cast<Message>(message.number())) {
  case Message::namespace_opened:
    if (!descriptor)
      return;
    return watch(captures_.add(std::move(descriptor), message.number()));
  case Message::namespace_closed:
    return captures_.leave(message.number());
  case Message::syn_owner:
    return hear_syn_owner(message);
  case Message::answer: {
    const std::uint64_t id = message.number();
    return book_.answer(id, message.caller());
  }
  case Message::part_opened:
    return hear_part(Message::part_opened, message, std::move(descriptor));
  case Message::part_committed:
    return hear_part(Message::part_committed, message, {});
  case Message::not_seen:
    ++extra_gaps_;
    return tally_.note_not_seen(message.text());
  case Message::ready:
    return hear_ready(message);
  case Message::note:
    return term::note(message.text());
  default:
    return;
  }
}

void Surveyor::hear_keeper() {
  while (auto received = link_.receive()) {
    WireReader message(received->bytes);
    hear(message, std::move(received->descriptor));
  }
  if (!link_.closed() || stop_)
    return;
  term::error(
      {"its privileged half ended; the survey ends with it", "sniff", ""});
  stop_ = true;
}

void Surveyor::read_packets(std::int64_t now_ns) {
  captures_.read(queue_, now_ns, steady_ns());
  if (const std::uint64_t drops = captures_.take_drops(); drops != 0)
    engine_.lost(drops);
}

// Everything that was captured until the end, and no more: a stranger's flood
// shall not hold us.
void Surveyor::read_what_is_left() {
  constexpr auto kMostTime = std::chrono::seconds(20);
  const auto start = Clock::now();
  const std::int64_t end = wall_clock_ns();
  do {
    const std::int64_t now = wall_clock_ns();
    read_packets(now);
    hear_keeper();
    feed_engine(now);
    if (captures_.whole_until() >= end)
      return;
    wait();
  } while (Clock::now() - start < kMostTime);
  ++extra_gaps_;
  tally_.note_not_seen("the last packets could not be read in time");
}

void Surveyor::feed_engine(std::int64_t now_ns) {
  constexpr std::int64_t kAhead = 1'000'000'000;
  const std::int64_t now = steady_ns();
  const std::int64_t until = std::min(captures_.whole_until(), now_ns);
  queue_.release(
      {until, now_ns + kAhead},
      [&](const Packet& packet, std::int64_t arrived) {
        return book_.is_settled(packet, arrived, now);
      },
      [this](const Packet& packet) { ingest(packet); });
  // An answer before its request may count for itself.
  extra_gaps_ += queue_.take_out_of_order();
  engine_.advance(until);
  book_.expire(now);
}

// What was covered before the clock was set is written as it was then.
void Surveyor::look_at_clock(std::int64_t now_ns) {
  if (covered_.advance(now_ns, steady_ns()))
    write_interval(/*last=*/false);
}

void Surveyor::ingest(const Packet& packet) {
  engine_.ingest(packet);
  if (packets_)
    packets_->write(packet, book_.caller_of(packet).get());
}

void Surveyor::read_signals() {
  signalfd_siginfo signal{};
  while (::read(signals_, &signal, sizeof signal) == sizeof signal) {
    if (signal.ssi_signo == SIGUSR1) {
      write_interval(/*last=*/false);
      say_status();
    } else {
      stop_ = true;
    }
  }
}

int Surveyor::time_to_wait() const {
  if (more_to_do_)
    return 0;
  return static_cast<int>((queue_.empty() ? kCalm : kTick).count());
}

bool Surveyor::is_due() const {
  return engine_.has_news() || Clock::now() - last_interval_ >= interval();
}

// Whoever looks at a terminal wants to see what happens now.
std::chrono::seconds Surveyor::interval() const {
  return options_.view ? kViewInterval : kInterval;
}

void Surveyor::complete(Interval& interval, bool last) {
  const CoveredTime::Span span = covered_.take();
  interval.survey.start = evidence::format_time(span.start_ns);
  interval.survey.end = evidence::format_time(span.end_ns);
  interval.survey.source = "live";
  interval.survey.method = options_.method;
  interval.survey.interfaces = options_.interfaces;
  interval.survey.one_namespace = options_.one_namespace;
  interval.survey.boot_covered = ready_ && options_.boot_covered;
  interval.survey.gaps += std::exchange(extra_gaps_, 0);
  interval.survey.last = last;
  for (Sighting& row : interval.sightings)
    row.go_between = go_betweens_.name_of(row);
}

void Surveyor::look_for_refusals(const Interval& interval) {
  for (const Sighting& row : interval.sightings) {
    const auto request_class = class_named(row.request_class);
    if (row.status != 401 || !request_class ||
        !asks_without_token(*request_class))
      continue;
    term::warning({fmt::format("asked for {} without a token and got 401",
                               row.path.value_or("(unknown)")),
                   program_name(row),
                   "mend it, or go back: aws ec2 modify-instance-metadata-"
                   "options --http-tokens optional --instance-id ID"});
    stop_ = true;
  }
}

void Surveyor::write_interval(bool last) {
  last_interval_ = Clock::now();
  Interval interval = engine_.drain();
  complete(interval, last);
  tally_.add(interval);
  if (options_.watch)
    look_for_refusals(interval);
  metrics_due_ = options_.metrics;
  if (metrics_due_)
    request_part(Message::open_part, ReplacedFile::metrics);
  flush_packets();
  put_out(numbers_.lines_of(std::move(interval)));
}

void Surveyor::flush_packets() {
  if (!packets_)
    return;
  packets_->flush();
  if (packets_->ok())
    return;
  term::warning(
      {"no more packets can be written; the survey goes on", "-w", "df -h"});
  packets_.reset();
}

void Surveyor::put_out(std::string_view lines) {
  if (options_.evidence_on_stdout)
    print(lines);
  if (!record_)
    return;
  if (auto written = record_->append(lines); !written)
    term::warning(written.error());
  // The disk stayed full for so long that rows had to go: that is a gap.
  const std::uint64_t lost = record_->log().lost_lines();
  extra_gaps_ += lost - std::exchange(lost_lines_, lost);
}

/// A survey goes on without its stdout, and fails in the end.
void Surveyor::print(std::string_view text) {
  if (auto done = write_text("-", text); !done && !unprinted_)
    unprinted_ = done.error();
}

void Surveyor::draw() const {
  constexpr const char* kHomeAndClear = "\x1b[H\x1b[J";
  std::fputs((kHomeAndClear + summary_of(tally_.run())).c_str(), stdout);
  std::fflush(stdout);
}

void Surveyor::say_status() const {
  const SurveyRun run = tally_.run();
  std::uint64_t without_token = 0;
  for (const Sighting& row : run.sightings)
    if (asks_without_token(
            class_named(row.request_class).value_or(RequestClass::unknown)))
      without_token += row.count;
  term::note(fmt::format(
      "{} requests by {} callers, {} without a token; {} packets, {} dropped",
      run.survey.requests, tally_.callers(), without_token, run.survey.packets,
      run.survey.dropped));
}

void Surveyor::wait_for_keeper() const {
  pollfd keeper{link_.descriptor(), POLLIN, 0};
  ::poll(&keeper, 1, static_cast<int>(kTick.count()));
}

// With a crowded queue whose first packet waits for its caller, there is
// nothing to read but the keeper's word.
void Surveyor::wait() {
  if (Captures::must_wait(queue_, captures_.whole_until()))
    return wait_for_keeper();
  std::array<epoll_event, 64> events;
  ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()),
               time_to_wait());
}

void Surveyor::serve_once() {
  wait();
  const std::int64_t now = wall_clock_ns();
  look_at_clock(now);
  read_signals();
  read_packets(now);
  hear_keeper();
  feed_engine(now);
  if (is_due()) {
    write_interval(/*last=*/false);
    if (options_.view)
      draw();
  }
  more_to_do_ = record_ && record_->work();
}

ExitStatus Surveyor::run() {
  if (!epoll_) { // without it the loop would spin
    term::error({"cannot wait for packets: epoll_create1", "", ""});
    return ExitStatus::could_not_run;
  }
  while (!stop_) {
    serve_once();
    if (options_.seconds &&
        Clock::now() - started_ >= std::chrono::seconds(*options_.seconds))
      stop_ = true;
  }
  if (!ready_ && link_.closed())
    return ExitStatus::could_not_run; // nothing was watched; it has said why
  read_what_is_left();
  queue_.release_all([this](const Packet& packet) {
    book_.is_settled(packet, /*arrived_ns=*/0, steady_ns());
    ingest(packet);
  });
  engine_.finish();
  look_at_clock(wall_clock_ns());
  write_interval(/*last=*/true);
  finish_metrics();
  const SurveyRun run = tally_.run();
  if (options_.view)
    draw();
  else if (!options_.evidence_on_stdout)
    print(summary_of(run));
  if (unprinted_) {
    term::error(*unprinted_);
    return ExitStatus::could_not_run;
  }
  return status_of(run);
}

} // namespace imds::sniffer
