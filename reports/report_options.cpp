// SPDX-License-Identifier: Apache-2.0
#include "reports/report_options.h"

#include "reports/rule_file.h"

#include <chrono>
#include <sstream>

namespace imds::report {
namespace {

constexpr const char* kAbout =
    R"(Reads evidence of `analyze` and `sniff`, any number of files in any
order, and says whether HttpTokens=required can be set: ready, not-ready or
incomplete. Incomplete is never ready: each missing piece is named with what
would settle it. docs/readiness.md holds the rules.

A folder stands for all *.ndjson below it; - is standard input.

Exit status: 0 ready, 1 not ready, 2 could not run, 3 incomplete.)";

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> words;
  std::istringstream in(list);
  for (std::string word; std::getline(in, word, ',');)
    words.push_back(word);
  return words;
}

} // namespace

Verb ReportOptions::verb() {
  const auto file = [](const char* names, const char* brief,
                       std::vector<std::string>& into) {
    return Option{.names = names,
                  .value = "FILE",
                  .group = "output",
                  .brief = brief,
                  .full = "- is stdout. May be given more than once.",
                  .into = &into};
  };
  return {
      .name = "report",
      .summary = "merge analyze and sniff results into one readiness report",
      .usage = "imds-ready report EVIDENCE... [options]",
      .about = kAbout,
      .positional = "EVIDENCE",
      .arguments = &inputs,
      .after_dashes = nullptr,
      .options = {file("--text", "for people, 80 columns (default: on stdout)",
                       text),
                  file("--json",
                       "for programs: rules/schema/report.schema.json", json),
                  file("--html", "for people: one self-contained page", html),
                  {.names = "--require",
                   .value = "LIST",
                   .group = "judging",
                   .brief = "evidence that ready needs: code,traffic,settings",
                   .full = "Default: code,traffic.",
                   .into = &require},
                  {.names = "--min-survey",
                   .value = "TIME",
                   .group = "judging",
                   .brief = "how long each host must have been surveyed",
                   .full =
                       "30s, 10m, 24h, 7d (default). A day or more must also "
                       "hold a boot.",
                   .into = &min_survey}},
      .examples = {
          {"imds-ready report code.ndjson traffic.ndjson", "can I switch?"},
          {"imds-ready report *.ndjson --json report.json",
           "the same, for programs"}}};
}

Result<Needs> needs_of(const ReportOptions& o) {
  Needs needs;
  needs.code = needs.traffic = false;
  for (const std::string& word : split(o.require)) {
    if (word == "code")
      needs.code = true;
    else if (word == "traffic")
      needs.traffic = true;
    else if (word == "settings")
      needs.settings = true;
    else
      return fail("'" + word + "' is no kind of evidence", "--require",
                  "use code, traffic, settings, with commas between");
  }
  if (!needs.code && !needs.traffic && !needs.settings)
    return fail("names no kind of evidence, so anything would be ready",
                "--require", "use code, traffic, settings");
  const auto seconds = parse_duration(o.min_survey);
  if (!seconds)
    return std::unexpected(seconds.error());
  needs.min_survey = *seconds * 1'000'000'000;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  needs.now = std::chrono::nanoseconds(now).count();
  return needs;
}

} // namespace imds::report
