// SPDX-License-Identifier: Apache-2.0
#include "sniffer/verb_sniff.h"

#include "reports/evidence.h"
#include "reports/imds.h"
#include "reports/sink.h"
#include "reports/term.h"
#include "sniffer/live/live.h"
#include "sniffer/offline.h"
#include "sniffer/sniff_options.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstring>

namespace imds::sniffer {
namespace {

/// Numbers the facts of a run and writes them; the recordings come last.
Result<void> write_evidence(const std::string& path, SurveyRun& run) {
  auto writer = evidence::FileWriter::create(path);
  if (!writer)
    return std::unexpected(writer.error());
  Origin origin{{}, evidence::new_run_id(), 0};
  for (Sighting& sighting : run.sightings) {
    ++origin.seq;
    sighting.origin = origin;
    if (auto done = writer->write(sighting); !done)
      return done;
  }
  for (Survey& recording : run.recordings) {
    ++origin.seq;
    recording.origin = origin;
    if (auto done = writer->write(recording); !done)
      return done;
  }
  return writer->commit();
}

/// The same for stdout, where a reader that goes away changes nothing.
Result<void> print_evidence(SurveyRun& run) {
  auto done = write_evidence("-", run);
  if (!done && done.error().what.ends_with(std::strerror(EPIPE)))
    return {};
  return done;
}

Result<void> put_out(const SniffOptions& options, SurveyRun& run) {
  const bool to_stdout = options.evidence || options.output == "-";
  if (!options.output.empty() && options.output != "-")
    if (auto done = write_evidence(options.output, run); !done)
      return done;
  if (to_stdout)
    return print_evidence(run);
  return write_text("-", summary_of(run));
}

Result<ExitStatus> sniff_files(const SniffOptions& options) {
  const auto imds = Imds::load(options.rules);
  if (!imds)
    return std::unexpected(imds.error());
  const auto endpoints = endpoints_to_watch(*imds, options.endpoints);
  if (!endpoints)
    return std::unexpected(endpoints.error());
  auto run = survey_captures(*imds, *endpoints, options.read);
  if (!run)
    return std::unexpected(run.error());
  const ExitStatus status = status_of(*run);
  if (auto done = put_out(options, *run); !done)
    return std::unexpected(done.error());
  return status;
}

Result<ExitStatus> sniff_host(const SniffOptions& options) {
  LiveOptions live;
  if (!options.duration.empty()) {
    const auto seconds = parse_duration(options.duration);
    if (!seconds)
      return std::unexpected(seconds.error());
    if (*seconds == 0)
      return fail("is no time to survey in", "--for",
                  "leave it out, and end the survey with a signal");
    live.seconds = *seconds;
  }
  live.interfaces = options.interfaces;
  live.endpoints = options.endpoints;
  live.rules = options.rules;
  const bool to_stdout = options.output == "-";
  live.output = to_stdout ? "" : options.output;
  live.attribution = options.attribution;
  live.other_namespaces = !options.one_namespace;
  live.argv = !options.no_argv;
  live.user = !options.no_user;
  live.watch = options.watch;
  live.prometheus = options.prometheus;
  live.write = options.write;
  live.evidence_on_stdout = options.evidence || to_stdout;
  return survey_live(live);
}

Result<ExitStatus> run(const std::vector<std::string>& args) {
  SniffOptions options;
  const auto parsed = parse(sniff_verb(options), args);
  if (!parsed)
    return std::unexpected(parsed.error());
  if (parsed->done)
    return ExitStatus::ready;
  if (options.read.empty() && !options.more.empty())
    return fail("captures are read with -r", options.more.front(),
                "imds-ready sniff -r FILE");
  if (options.read.empty())
    return sniff_host(options);
  if (const auto live = live_option_of(options); !live.empty())
    return fail(live + " is of a live survey, not of a capture", "sniff");
  options.read.insert(options.read.end(), options.more.begin(),
                      options.more.end());
  return sniff_files(options);
}

} // namespace

ExitStatus sniff_main(const std::vector<std::string>& args) {
  const auto status = run(args);
  if (status)
    return *status;
  term::error(status.error());
  return ExitStatus::could_not_run;
}

} // namespace imds::sniffer
