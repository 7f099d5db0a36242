// SPDX-License-Identifier: Apache-2.0
#include "reports/report_options.h"

#include <chrono>
#include <sstream>

namespace imds::report {
namespace {

constexpr const char* kAbout =
    R"(Reads evidence of `analyze` and `sniff`, any number of files in any
order, and says whether HttpTokens=required can be set: ready, not-ready or
incomplete. Incomplete is never ready: each missing piece is named with what
would settle it. docs/readiness.md holds the rules.

A folder stands for all *.ndjson below it; - is standard input. Also read, and
told by their content: what the AWS CLI printed for `ec2 describe-instances`,
`ec2 get-instance-metadata-defaults` and `cloudwatch get-metric-data` or
`get-metric-statistics` of MetadataNoToken, and the log of
aws-imds-packet-analyzer.

Each output goes to a FILE or to - (stdout); any number at once.)";

std::vector<std::string> split(const std::vector<std::string>& lists) {
  std::vector<std::string> words;
  for (const std::string& list : lists) {
    std::istringstream in(list);
    for (std::string word; std::getline(in, word, ',');)
      words.push_back(word);
  }
  return words;
}

/// Fills code, traffic and settings.
Result<void> take_required(const std::vector<std::string>& lists,
                           Needs& needs) {
  if (lists.empty())
    return {}; // the default
  needs.code = needs.traffic = false;
  for (const std::string& word : split(lists)) {
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
  return {};
}

} // namespace

Verb ReportOptions::verb() {
  const auto file = [](const char* names, const char* brief,
                       std::vector<std::string>& into) {
    return Option{.names = names,
                  .value = "FILE",
                  .group = "output",
                  .brief = brief,
                  .full = "",
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
      .options =
          {file("--text", "for people, 80 columns (default: on stdout)", text),
           file("--json", "for programs: rules/schema/report.schema.json",
                json),
           file("--html", "for people: one self-contained page", html),
           file("--md", "Markdown, for a pull-request comment", md),
           file("--sarif", "SARIF 2.1.0, for code scanning", sarif),
           file("--junit", "JUnit XML, for CI", junit),
           file("--csv", "the callers as a table", csv),
           {.names = "--require",
            .value = "LIST",
            .group = "judging",
            .brief = "evidence that ready needs: code,traffic,settings",
            .full = "Default: code,traffic. Given twice, both count.",
            .into = &require},
           {.names = "--min-survey",
            .value = "TIME",
            .group = "judging",
            .brief = "how long each host must have been surveyed",
            .full = "30s, 10m, 24h, 7d (default). It counts for 30 days. A "
                    "day or more must also hold a boot.",
            .into = &min_survey},
           {.names = "--map",
            .value = "FILE",
            .group = "judging",
            .brief = "who owns what, and which instance is which host",
            .full =
                "Lines: team NAME service:|image:|unit:|host:|file:PATTERN, "
                "and instance ID HOST. See docs/report.md.",
            .into = &map},
           {.names = "--baseline",
            .value = "FILE",
            .group = "ci",
            .brief = "an earlier --json: its blockers do not fail again",
            .full = "The verdict stays what it is; the exit status is 1 only "
                    "for blockers, and with --fail-on caution for cautions, "
                    "that FILE does not have. What is missing fails as ever.",
            .into = &baseline},
           {.names = "--diff",
            .value = "FILE",
            .group = "ci",
            .brief = "an earlier --json: say what changed since",
            .full = "What became ready, what came back, which blockers are "
                    "new and which are gone.",
            .into = &diff},
           {.names = "--fail-on",
            .value = "LIST",
            .group = "ci",
            .brief = "also exit with 1 on: caution,incomplete",
            .full = "Never turns a status into 0.",
            .into = &fail_on}},
      .examples = {
          {"imds-ready report code.ndjson traffic.ndjson",
           "can I set HttpTokens=required? On the terminal"},
          {"imds-ready report evidence/ instances.json --html readiness.html",
           "a fleet with its settings, as one page for the owners of services"},
          {"imds-ready report code.ndjson --require code --baseline main.json",
           "in CI: fail only for what main.json does not have"}}};
}

Result<Needs> needs_of(const ReportOptions& o) {
  Needs needs;
  if (auto taken = take_required(o.require, needs); !taken)
    return std::unexpected(taken.error());
  for (const std::string& word : split(o.fail_on))
    if (word != "caution" && word != "incomplete")
      return fail("'" + word + "' is nothing to fail on", "--fail-on",
                  "use caution, incomplete, with a comma between");
  const auto seconds = parse_duration(o.min_survey);
  if (!seconds)
    return fail(seconds.error().what, "--min-survey", seconds.error().hint);
  if (*seconds == 0)
    return fail("asks for no time, so silence would be ready", "--min-survey",
                "leave traffic out instead: --require code");
  needs.min_survey = *seconds * 1'000'000'000;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  needs.now = std::chrono::nanoseconds(now).count();
  return needs;
}

} // namespace imds::report
