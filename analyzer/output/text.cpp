// SPDX-License-Identifier: Apache-2.0
//
// What a person reads, and an editor or CI log parses:
//
//   not ready: 1 request would break under HttpTokens=required
//
//   src/role.cpp:9:3: warning: asks without a token [libcurl.v1_get]
//        9 |   curl_easy_perform(h);
//          |   ^
//   src/role.cpp:4: note: the URL is made here
//     = breaks under HttpTokens=required (confidence: high)
//     = fix: ...
//
// The verdict comes first, then what breaks before what may, then what was not
// looked at. The first line of a finding is never broken, whatever the width,
// since programs read it; everything else keeps to the columns. A fix that was
// printed once is not printed again for the next finding of its rule.
#include "analyzer/output/render.h"
#include "analyzer/output/snippet.h"
#include "analyzer/output/wrap.h"
#include "reports/term.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace imds::analyzer {
namespace {

using term::printable;

class Paint {
public:
  explicit Paint(bool on) : on_(on) {}
  std::string bold(std::string_view text) const { return in("1", text); }
  std::string red(std::string_view text) const { return in("1;31", text); }
  std::string green(std::string_view text) const { return in("1;32", text); }
  std::string magenta(std::string_view text) const { return in("1;35", text); }
  std::string cyan(std::string_view text) const { return in("1;36", text); }

private:
  std::string in(const char* code, std::string_view text) const {
    return on_ ? fmt::format("\033[{}m{}\033[0m", code, text)
               : std::string(text);
  }
  bool on_;
};

int rank(const Finding& finding) {
  if (breaks(finding))
    return 0;
  if (finding.verdict == "review" || finding.verdict == "v1")
    return 1;
  return finding.verdict == "v1-fallback" ? 2 : 3;
}

/// Blockers first, then what is undecided, then cautions; v2 only if asked.
std::vector<const Finding*> in_order(const Analysis& analysis, bool all) {
  std::vector<const Finding*> findings;
  for (int wanted = 0; wanted < (all ? 4 : 3); ++wanted)
    for (const auto* finding : reported(analysis))
      if (rank(*finding) == wanted)
        findings.push_back(finding);
  return findings;
}

std::string fate(const Finding& finding) {
  std::string text = finding.under_required + " under HttpTokens=required";
  if (finding.under_required == "depends")
    text = "what happens under HttpTokens=required depends on the above";
  text += " (confidence: " + finding.confidence;
  if (finding.read_as == "lexical")
    text += ", read as text";
  else if (finding.read_as != "build")
    text += ", flags " + finding.read_as;
  return text + ")";
}

class FindingText {
public:
  FindingText(const Analysis& analysis, const TextStyle& style)
      : analysis_(analysis), style_(style), paint_(style.color) {}

  std::string render(const Finding& finding) {
    return head(finding) + trace(finding) + details(finding);
  }

private:
  std::string head(const Finding& f) const {
    const auto place = fmt::format("{}:{}:{}:", printable(f.file), f.line,
                                   std::max(f.column, 1));
    const auto kind =
        f.verdict == "v2" ? paint_.cyan("remark:") : paint_.magenta("warning:");
    return fmt::format("{} {} {} [{}]\n", paint_.bold(place), kind,
                       paint_.bold(printable(f.message)), f.rule) +
           snippet(analysis_.root + "/" + f.file, f.line, f.column,
                   style_.columns);
  }

  std::string trace(const Finding& f) const {
    std::string text;
    for (const auto& step : f.trace) {
      auto place = fmt::format("{}:{}:", printable(step.file), step.line);
      const auto in = step.function.empty()
                          ? std::string()
                          : fmt::format(" (in {})", step.function);
      text +=
          fmt::format("{} {} {}{}\n", paint_.bold(place), paint_.cyan("note:"),
                      printable(step.note), printable(in));
    }
    return text;
  }

  std::string details(const Finding& f) {
    std::string text;
    if (const auto& decider = f.config_switch) {
      const auto& preset = decider->default_value;
      text +=
          line("switch: ", fmt::format("{}, default {}: {}", decider->name,
                                       preset.empty() ? "not known" : preset,
                                       decider->effect));
    }
    text += line("", fate(f));
    return f.fix.empty() ? text : text + fix(f);
  }

  /// A fix of several lines is code, which is not wrapped.
  std::string fix(const Finding& f) {
    const auto [first, is_new] =
        fixes_.emplace(f.fix, fmt::format("{}:{}", f.file, f.line));
    if (!is_new)
      return line("fix: ", "as above, " + first->second);
    if (f.fix.find('\n') == std::string::npos)
      return line("fix: ", f.fix);
    std::string text = "  = fix:\n";
    for (std::string_view rest = f.fix; !rest.empty();) {
      const auto code = rest.substr(0, rest.find('\n'));
      text += "      " + printable(code) + "\n";
      rest.remove_prefix(std::min(rest.size(), code.size() + 1));
    }
    return text;
  }

  std::string line(const std::string& label, const std::string& text) const {
    return wrap("  = " + label, printable(text), style_.columns);
  }

  const Analysis& analysis_;
  const TextStyle& style_;
  Paint paint_;
  std::map<std::string, std::string> fixes_; // fix -> where printed
};

std::string joined(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string counts(const Analysis& analysis) {
  std::map<std::string, std::size_t> verdicts;
  std::size_t aside = 0, total = 0;
  for (const auto& noted : analysis.findings) {
    aside += noted.standing != Standing::reported;
    ++total;
    if (noted.standing == Standing::reported)
      ++verdicts[noted.finding.verdict];
  }
  std::vector<std::string> parts;
  for (const char* verdict : {"v1", "v1-fallback", "review", "v2"})
    if (verdicts.contains(verdict))
      parts.push_back(fmt::format("{} {}", verdicts[verdict], verdict));
  if (aside > 0)
    parts.push_back(fmt::format("{} set aside (--show-skipped)", aside));
  const auto noun = count_of(total, "request flow");
  return noun + (parts.empty() ? "" : ": " + joined(parts));
}

std::string looked_at(const Scan& scan) {
  std::uint64_t skipped = 0;
  for (const auto& [reason, count] : scan.skipped)
    skipped += count;
  std::uint64_t mentions = 0;
  for (const auto& [state, count] : scan.ledger)
    mentions += count;
  auto text = fmt::format("{} looked at, {} parsed",
                          count_of(scan.files, "file"), scan.parsed);
  if (scan.with_errors > 0)
    text += fmt::format(" ({} with errors)", scan.with_errors);
  if (skipped > 0)
    text += fmt::format(", {} skipped (--show-skipped)", skipped);
  return text +
         fmt::format(", {} of IMDS (--all)", count_of(mentions, "mention"));
}

std::string list(const std::string& title,
                 const std::vector<std::string>& lines, int columns) {
  if (lines.empty())
    return {};
  std::string text = title + ":\n";
  for (const auto& line : lines)
    text += wrap("  ", printable(line), columns);
  return text;
}

std::vector<std::string> set_aside(const Analysis& analysis) {
  std::vector<std::string> lines;
  for (const auto& [f, standing, why] : analysis.findings) {
    if (standing == Standing::reported)
      continue;
    const char* reason = standing == Standing::allowed ? "allowed"
                         : standing == Standing::known ? "in the baseline"
                                                       : "not changed";
    lines.push_back(fmt::format("{}:{}: {} [{}]{}", f.file, f.line, reason,
                                f.rule, why.empty() ? "" : ": " + why));
  }
  for (const auto& [reason, count] : analysis.scan.skipped)
    lines.push_back(fmt::format("{}: {}", count_of(count, "file"), reason));
  lines.insert(lines.end(), analysis.failed.begin(), analysis.failed.end());
  return lines;
}

std::vector<std::string> stale(const Analysis& analysis) {
  std::vector<std::string> lines;
  for (const auto& s : analysis.stale_allows)
    lines.push_back(fmt::format("{}:{}: {}", s.file, s.line, s.what));
  return lines;
}

std::string verdict_line(const Outcome& outcome, const Paint& paint) {
  const auto& text = outcome.verdict;
  const auto end = std::min(text.find_first_of(":,"), text.size());
  const auto word = text.substr(0, end);
  const auto rest = printable(text.substr(end)) + "\n";
  return (outcome.status == ExitStatus::ready ? paint.green(word)
                                              : paint.red(word)) +
         rest;
}

} // namespace

std::string render_text(const Analysis& analysis, const Outcome& outcome,
                        const TextStyle& style) {
  const Paint paint(style.color);
  std::string text = verdict_line(outcome, paint) + "\n";
  FindingText writer(analysis, style);
  for (const auto* finding : in_order(analysis, style.every_verdict))
    text += writer.render(*finding) + "\n";
  text += list("incomplete because", outcome.missing, style.columns);
  text += list("cautions", outcome.cautions, style.columns);
  text += list("allow comments to look at", stale(analysis), style.columns);
  if (style.skipped)
    text += list("set aside and skipped", set_aside(analysis), style.columns);
  text += counts(analysis) + "\n" + looked_at(analysis.scan) + "\n";
  return text;
}

} // namespace imds::analyzer
