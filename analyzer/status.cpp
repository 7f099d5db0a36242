// SPDX-License-Identifier: Apache-2.0
//
// Is the tree ready? The order of the questions is the order of the answers:
//
//   1. a request that breaks under HttpTokens=required        -> v1 in use
//   2. anything that might hide one, and was not decided      -> incomplete
//   3. nothing of the kind, and there was code to look at     -> ready
//
// The hard case is silence. A tree in which every mention is explained is
// ready; a tree in which nothing was read, or in which one mention has no
// explanation, looks the same from the findings alone. So the ledger decides
// and not the number of findings. A file that did not compile is no reason by
// itself: its mentions are in the ledger like all others.
//
// Tested by status_test.cpp, a case for each row of the table in the README.
#include "analyzer/status.h"

#include <fmt/format.h>

#include <algorithm>

namespace imds::analyzer {
namespace {

std::string lines(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names)
    text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string first_of(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 3;
  if (names.size() <= kShown)
    return lines(names);
  return fmt::format("{} and {} more",
                     lines({names.begin(), names.begin() + kShown}),
                     names.size() - kShown);
}

std::vector<std::string> unexplained(const Analysis& analysis) {
  std::vector<std::string> found;
  for (const auto& mention : analysis.mentions)
    if (mention.state == MentionState::unexplained && may_reach(mention) &&
        concerns(analysis, mention.file))
      found.push_back(fmt::format("{}:{}", mention.file, mention.line));
  return found;
}

void add(std::vector<std::string>& to, const std::vector<std::string>& names,
         const std::string& noun, const std::string& what) {
  if (!names.empty())
    to.push_back(fmt::format("{} {}: {}", count_of(names.size(), noun), what,
                             first_of(names)));
}

/// A switch whose default is not known may be set either way.
bool has_known_default(const Finding& f) {
  return f.config_switch && !f.config_switch->default_value.empty();
}

bool is_undecided(const Finding& f) {
  return !breaks(f) &&
         (f.verdict == "review" ||
          (f.under_required == "depends" && !has_known_default(f)));
}

std::vector<std::string> missing(const Analysis& analysis) {
  std::vector<std::string> why;
  if (!analysis.looked_at_code)
    why.push_back("no C or C++ file and no shell script to look at");
  std::vector<std::string> undecided;
  for (const auto* f : reported(analysis))
    if (is_undecided(*f))
      undecided.push_back(fmt::format("{}:{}", f->file, f->line));
  add(why, undecided, "request", "could not be decided");
  add(why, unexplained(analysis), "mention", "of IMDS that nothing explains");
  add(why, analysis.scan.unread, "file", "could not be read");
  add(why, analysis.failed, "file", "could not be parsed to the end");
  add(why, analysis.over_budget, "function", "over the budget");
  return why;
}

std::vector<std::string> cautions(const Analysis& analysis) {
  std::vector<std::string> what;
  std::vector<std::string> fallbacks, first, allowed, old;
  for (const auto* f : reported(analysis)) {
    if (breaks(*f) || is_undecided(*f) || !f->verdict.starts_with("v1"))
      continue;
    auto& list = f->verdict == "v1" ? first : fallbacks;
    list.push_back(fmt::format("{}:{}", f->file, f->line));
  }
  for (const auto& [f, standing, why] : analysis.findings)
    if (standing == Standing::allowed && f.verdict != "v2")
      allowed.push_back(fmt::format("{}:{}", f.file, f.line));
  for (const auto& s : analysis.software)
    if (s.speaks == "v1" && concerns(analysis, s.path))
      old.push_back(fmt::format("{} {} ({})", s.name, s.version, s.path));
  add(what, fallbacks, "request", "can fall back to IMDSv1");
  add(what, first, "request", "tried without a token before one is sent");
  add(what, allowed, "request", "that a comment allows");
  add(what, old, "pinned SDK", "from before its first IMDSv2 version");
  return what;
}

/// Code that may ask and that this tool does not judge: --strict counts it.
std::vector<std::string> not_judged(const Analysis& analysis) {
  std::vector<std::string> files;
  for (const auto& mention : analysis.mentions)
    if (mention.state == MentionState::not_analyzed &&
        concerns(analysis, mention.file) &&
        (files.empty() || files.back() != mention.file))
      files.push_back(mention.file);
  std::vector<std::string> what;
  add(what, files, "file", "in a language not analyzed, with mentions of IMDS");
  return what;
}

std::string without_places(const std::string& line) {
  return line.substr(0, line.find(": "));
}

std::string verdict(std::size_t blockers, const Outcome& outcome) {
  if (blockers > 0)
    return fmt::format("not ready: {} would break under HttpTokens=required",
                       count_of(blockers, "request"));
  if (!outcome.missing.empty())
    return "incomplete: " + without_places(outcome.missing.front());
  if (!outcome.cautions.empty())
    return fmt::format("ready, with {}: no request here breaks under "
                       "HttpTokens=required",
                       count_of(outcome.cautions.size(), "caution"));
  return "ready: no request here breaks under HttpTokens=required";
}

} // namespace

std::string count_of(std::size_t n, const std::string& noun) {
  return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

bool breaks(const Finding& finding) {
  if (finding.under_required == "breaks")
    return true;
  // What depends on a switch is judged by what the code does by default.
  return finding.under_required == "depends" && finding.verdict == "v1";
}

std::vector<const Finding*> reported(const Analysis& analysis) {
  std::vector<const Finding*> found;
  for (const auto& noted : analysis.findings)
    if (noted.standing == Standing::reported)
      found.push_back(&noted.finding);
  return found;
}

bool concerns(const Analysis& analysis, const std::string& file) {
  return !analysis.unchanged.contains(file);
}

Outcome outcome(const Analysis& analysis, bool strict) {
  const auto findings = reported(analysis);
  const auto blockers = static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [](const Finding* f) { return breaks(*f); }));
  Outcome result;
  result.missing = missing(analysis);
  result.cautions = cautions(analysis);
  auto& beside = strict ? result.missing : result.cautions;
  for (auto& line : not_judged(analysis))
    beside.push_back(std::move(line));
  result.verdict = verdict(blockers, result);
  result.status = blockers > 0              ? ExitStatus::v1_in_use
                  : !result.missing.empty() ? ExitStatus::incomplete
                                            : ExitStatus::ready;
  return result;
}

} // namespace imds::analyzer
