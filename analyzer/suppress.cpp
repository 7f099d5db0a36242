// SPDX-License-Identifier: Apache-2.0
#include "analyzer/suppress.h"

#include <fmt/format.h>

#include <algorithm>

namespace imds::analyzer {
namespace {

constexpr std::string_view kTag = "imds-ready:";
constexpr std::string_view kVerb = "allow(";

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r";
  const auto from = text.find_first_not_of(kSpace);
  if (from == std::string_view::npos)
    return {};
  return text.substr(from, text.find_last_not_of(kSpace) - from + 1);
}

std::vector<std::string> split_rules(std::string_view list) {
  std::vector<std::string> rules;
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    if (const auto rule = trim(list.substr(0, end)); !rule.empty())
      rules.emplace_back(rule);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return rules;
}

/// Fills in what follows the tag: "allow(a, b) because".
void read_body(std::string_view body, Allow& allow) {
  if (!body.starts_with(kVerb)) {
    allow.trouble = "is not understood; write allow(rule) reason";
    return;
  }
  body.remove_prefix(kVerb.size());
  const auto close = body.find(')');
  if (close == std::string_view::npos) {
    allow.trouble = "has no closing parenthesis";
    return;
  }
  allow.rules = split_rules(body.substr(0, close));
  auto reason = trim(body.substr(close + 1));
  if (reason.ends_with("*/"))
    reason = trim(reason.substr(0, reason.size() - 2));
  allow.reason = std::string(reason);
  if (allow.rules.empty())
    allow.trouble = "names no rule";
  else if (allow.reason.empty())
    allow.trouble = "gives no reason";
}

/// Where a comment that ends with the tag starts in `line`; npos where the tag
/// is no comment (a string that talks about the tag, say).
std::size_t comment_start(std::string_view line, std::size_t tag) {
  const auto before = trim(line.substr(0, tag));
  for (const std::string_view open : {"//", "/*", "#", "*", "--", ";"})
    if (before.ends_with(open))
      return static_cast<std::size_t>(before.data() - line.data()) +
             before.size() - open.size();
  return std::string_view::npos;
}

bool is_comment_or_blank(std::string_view line) {
  line = trim(line);
  return line.empty() || line.starts_with("//") || line.starts_with("/*") ||
         line.starts_with("*") || line.starts_with("# ");
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::size_t next_code(const std::vector<std::string_view>& lines,
                      std::size_t at) {
  do
    ++at;
  while (at < lines.size() && is_comment_or_blank(lines[at]));
  return at;
}

/// Whether `allow` covers the finding; a file's findings only.
bool covers(const Allow& allow, const Finding& finding) {
  return allow.trouble.empty() && allow.file == finding.file &&
         allow.covers == finding.line &&
         std::ranges::find(allow.rules, finding.rule) != allow.rules.end();
}

} // namespace

std::vector<Allow> read_allows(const std::string& file, std::string_view text) {
  std::vector<Allow> allows;
  if (text.find(kTag) == std::string_view::npos)
    return allows;
  const auto lines = split_lines(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto tag = lines[i].find(kTag);
    if (tag == std::string_view::npos)
      continue;
    const auto start = comment_start(lines[i], tag);
    if (start == std::string_view::npos)
      continue;
    Allow allow;
    allow.file = file;
    allow.line = static_cast<int>(i) + 1;
    const bool alone = trim(lines[i].substr(0, start)).empty();
    allow.covers = static_cast<int>(alone ? next_code(lines, i) : i) + 1;
    read_body(trim(lines[i].substr(tag + kTag.size())), allow);
    allows.push_back(std::move(allow));
  }
  return allows;
}

void apply_allows(const std::vector<Allow>& allows, Analysis& analysis) {
  for (const auto& allow : allows) {
    bool used = false;
    for (auto& noted : analysis.findings) {
      if (!covers(allow, noted.finding))
        continue;
      noted.standing = Standing::allowed;
      noted.why = allow.reason;
      used = true;
    }
    if (used)
      continue;
    const auto what =
        allow.trouble.empty()
            ? fmt::format("allow({}) covers no finding of line {}",
                          fmt::join(allow.rules, ", "), allow.covers)
            : "this allow comment " + allow.trouble;
    analysis.stale_allows.push_back({allow.file, allow.line, what});
  }
}

} // namespace imds::analyzer
