// SPDX-License-Identifier: Apache-2.0
//
// Captures may be pieces of one long recording (tcpdump -C) or come from ten
// hosts. Connections are carried from one file into the next only where the
// next goes on in time; else what is open ends with its file, and a recording
// with it: two minutes that lie nine days apart are no survey of nine days. The
// same holds for the sections of one pcapng file, which "cat" may have joined.
//
// A capture has no processes, unless its writer noted them; so most callers are
// an address and a User-Agent here.
//
// Tested by offline_test.cpp, case_test.cpp and program_test.py.
#include "sniffer/offline.h"

#include "reports/evidence.h"
#include "reports/term.h"
#include "sniffer/capture_reader.h"
#include "sniffer/engine.h"
#include "sniffer/recording_clock.h"
#include "sniffer/survey.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <ranges>
#include <utility>

namespace imds::sniffer {
namespace {

class NotedOwners final : public Owners {
public:
  std::shared_ptr<const Caller> owner_of(const Connection&,
                                         const Packet& packet) override {
    if (packet.noted == nullptr)
      return nullptr;
    return std::make_shared<Caller>(*packet.noted);
  }
};

class OfflineSurvey {
public:
  OfflineSurvey(const Imds& imds, const std::vector<Endpoint>& endpoints)
      : engine_(imds, owners_, endpoints) {}

  /// False where the file cannot be used at all.
  bool read(const std::string& path);
  SurveyRun finish();

private:
  std::uint64_t read_packets(CaptureFormat& capture);
  void end_recording();
  void note_snapshot_length() const;
  void note_trouble(const std::string& path, const CaptureTrouble& trouble);
  void not_seen(std::string where, std::string what);

  NotedOwners owners_;
  Engine engine_;
  SurveyRun run_;
  std::vector<std::string> interfaces_; // of the recording that is read
  RecordingClock clock_;
  std::int64_t written_ns_ = 0; // the file that is read, or was read last
  std::uint64_t cut_ = 0;       // packets of which a part was captured
};

void OfflineSurvey::not_seen(std::string where, std::string what) {
  term::warning({what, where, {}});
  run_.not_seen.push_back(where + ": " + what);
}

bool OfflineSurvey::read(const std::string& path) {
  auto input = CaptureInput::open(path);
  if (input)
    written_ns_ = input->written_ns();
  auto capture = input ? read_capture(std::move(*input), path)
                       : std::unexpected(input.error());
  if (!capture) {
    term::error(capture.error());
    run_.not_seen.push_back(path + ": " + capture.error().what);
    return false;
  }
  const std::uint64_t packets = read_packets(**capture);
  for (const std::string& name : (*capture)->interfaces())
    interfaces_.push_back(name);
  const CaptureTrouble& trouble = (*capture)->trouble();
  note_trouble(path, trouble);
  engine_.lost(trouble.dropped + trouble.unsupported + trouble.unreadable);
  const bool empty = trouble.broken.empty() && trouble.unreadable == 0;
  return packets == 0 ? empty : packets != trouble.unsupported;
}

std::uint64_t OfflineSurvey::read_packets(CaptureFormat& capture) {
  Packet packet;
  packet.time_ns = written_ns_; // for packets that have no time
  std::uint64_t count = 0;
  std::size_t section = 0;
  while (capture.next(packet)) {
    const bool begins = std::exchange(section, capture.sections()) != section;
    if ((count++ == 0 || begins) && !clock_.goes_on(packet.time_ns))
      end_recording();
    clock_.note(packet.time_ns);
    cut_ += packet.original_length > packet.bytes.size();
    engine_.ingest(packet);
  }
  return count;
}

void OfflineSurvey::note_trouble(const std::string& path,
                                 const CaptureTrouble& trouble) {
  if (!trouble.broken.empty())
    not_seen(path, trouble.broken + "; the packets before that were read");
  if (trouble.unsupported != 0)
    not_seen(path, fmt::format("{} packets have link type {}, which is not "
                               "supported",
                               trouble.unsupported, trouble.link_number));
  if (trouble.unreadable != 0)
    not_seen(path, fmt::format("{} packets name no interface of the file, or a "
                               "length that their block does not have",
                               trouble.unreadable));
  if (trouble.untimed != 0)
    term::warning({fmt::format("{} packets have no time, so they cover none",
                               trouble.untimed),
                   path,
                   {}});
}

void OfflineSurvey::end_recording() {
  engine_.finish();
  Interval interval = engine_.drain();
  const auto listened = std::exchange(clock_, {}).longest();
  interval.survey.start = evidence::format_time(listened.start_ns);
  interval.survey.end = evidence::format_time(listened.end_ns);
  interval.survey.source = "file";
  interval.survey.method = "none";
  interval.survey.interfaces = std::exchange(interfaces_, {});
  run_.recordings.push_back(std::move(interval.survey));
  std::ranges::move(interval.sightings, std::back_inserter(run_.sightings));
}

/// Where bytes of a connection are missing, this is why.
void OfflineSurvey::note_snapshot_length() const {
  const bool missing = std::ranges::any_of(
      run_.recordings, [](const Survey& s) { return s.gaps != 0; });
  if (missing && cut_ != 0)
    term::warning({fmt::format("{} packet{} captured in part", cut_,
                               cut_ == 1 ? "" : "s"),
                   {},
                   "tcpdump -s 0 captures whole ones"});
}

SurveyRun OfflineSurvey::finish() {
  if (!clock_.is_set())
    clock_.note(written_ns_);
  end_recording();
  note_snapshot_length();
  run_.recordings.back().last = true;
  // So that a report knows of it too, which reads the evidence alone.
  run_.recordings.back().gaps += run_.not_seen.size();
  run_.survey = run_.recordings.front();
  for (const Survey& more : run_.recordings | std::views::drop(1)) {
    add_counts(run_.survey, more);
    run_.survey.start = std::min(run_.survey.start, more.start);
    run_.survey.end = std::max(run_.survey.end, more.end);
  }
  return std::move(run_);
}

} // namespace

Result<SurveyRun> survey_captures(const Imds& imds,
                                  const std::vector<Endpoint>& endpoints,
                                  const std::vector<std::string>& files) {
  OfflineSurvey survey(imds, endpoints);
  bool any = false;
  for (const std::string& file : files)
    any |= survey.read(file);
  if (!any)
    return fail("none of the captures could be read");
  return survey.finish();
}

} // namespace imds::sniffer
