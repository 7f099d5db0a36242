// SPDX-License-Identifier: Apache-2.0
//
// Is the program at /usr/bin/agent built from this code? `analyze`, shown the
// folder where programs are installed, keeps the texts of each that spell IMDS
// and its User-Agents; a finding keeps those of its files. One text in both is
// a sign by how rare it is:
//
//   "agent/%s", "http://169.254.169.254/%s/iam"   medium: nobody else has it
//   "/latest/meta-data/instance-id"               low: so do many programs
//
// Rare means more than the address and a published path, and that no program
// of another name and no other code that was looked at holds it too. Where one
// does, the match is ambiguous, says with whom, and is low. So it is where the
// program is known by its name and not by its place, or where two different
// files were found at one place (two images).
//
// What it does not see: programs that `analyze` was not shown, so that a text
// may be less rare than it looks; that is why a text alone is never sure.
//
// Tested by tests/reports/embedded_test.cpp.
#include "reports/embedded.h"

#include "reports/lower.h"
#include "reports/program_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace imds::report {
namespace {

constexpr std::string_view kAgentMark = "agent ";

/// Texts are compared as they are, User-Agents by their product.
std::string as_agent(std::string_view text) {
  if (text.starts_with("User-Agent:"))
    text.remove_prefix(std::min(text.find_first_not_of(' ', 11), text.size()));
  return std::string(kAgentMark) + lower(agent_product(text));
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '/' || c == '.' || c == ':' || c == '[' || c == ']';
}

/// An address with a published path, or one of them: lower case and slashes,
/// and nothing that only this code would write.
bool is_common(const std::string& text) {
  if (text.starts_with(kAgentMark))
    return text.size() < kAgentMark.size() + 3 || text == "agent curl" ||
           text == "agent wget";
  return std::ranges::all_of(text, is_plain);
}

bool in_place(std::string_view path, std::string_view exe) {
  return exe.find('/') != std::string_view::npos && path.ends_with(exe);
}

std::set<std::string> texts_of(const Software& program) {
  std::set<std::string> texts;
  for (const std::string& text : program.strings) {
    texts.insert(text);
    texts.insert(as_agent(text));
  }
  return texts;
}

} // namespace

Embedded::Embedded(const Report& r) : r_(r) {
  std::map<std::string, std::string> roots; // by scan
  for (const Scan& s : r.evidence.scans)
    roots[s.origin.run] = s.root;
  for (const Software& s : r.evidence.software)
    if (s.ecosystem == "binary" && !s.strings.empty())
      programs_.emplace(s.name,
                        Program{&s, roots[s.origin.run] + '/' + s.path});
  if (programs_.empty())
    return;
  for (std::uint32_t i = 0; i < r.evidence.findings.size(); ++i) {
    for (const std::string& text : r.evidence.findings[i].literals)
      add(i, text);
    for (const std::string& agent : r.evidence.findings[i].strings)
      add(i, as_agent(agent));
  }
  for (const auto& [name, program] : programs_)
    for (const std::string& text : texts_of(*program.file))
      if (const auto at = texts_.find(text); at != texts_.end())
        at->second.programs.insert(name);
}

void Embedded::add(std::uint32_t finding, const std::string& text) {
  auto& holders = texts_[text].findings;
  if (holders.empty() || holders.back() != finding)
    holders.push_back(finding);
}

std::string Embedded::rivals(const Holders& holders, std::uint32_t finding,
                             const std::string& program) const {
  for (const std::string& other : holders.programs)
    if (other != program)
      return "the program " + other;
  const Finding& own = r_.evidence.findings[finding];
  for (const std::uint32_t i : holders.findings) {
    const Finding& f = r_.evidence.findings[i];
    const bool other_tree =
        f.origin.run != own.origin.run && f.file != own.file;
    if (other_tree || (f.target && own.target && *f.target != *own.target))
      return f.file;
  }
  return "";
}

Embedded::Match Embedded::match(std::uint32_t finding, const std::string& text,
                                const Program& program, bool in_place) const {
  const bool agent = text.starts_with(kAgentMark);
  const std::string shown = agent ? text.substr(kAgentMark.size()) : text;
  Match m{finding, 1, is_common(text),
          fmt::format("the program holds {}{}", agent ? "the User-Agent " : "",
                      shown)};
  const std::string other =
      rivals(texts_.at(text), finding, program.file->name);
  if (m.common)
    m.why += ", as many do";
  else if (!other.empty())
    m.why += fmt::format(", but ambiguous: so does {}", other);
  else if (!in_place)
    m.why += ", if it is the one at " + program.path;
  else
    m.grade = 2;
  return m;
}

std::vector<Embedded::Match> Embedded::of(const std::string& exe) const {
  const auto [from, to] = programs_.equal_range(base_name(exe));
  std::set<std::vector<std::string>> versions;
  const auto placed = [&](const Program& p) { return in_place(p.path, exe); };
  const bool any_placed = std::any_of(
      from, to, [&](const auto& named) { return placed(named.second); });
  for (auto at = from; at != to; ++at)
    if (placed(at->second) == any_placed)
      versions.insert(at->second.file->strings);
  std::map<std::pair<std::uint32_t, std::string>, Match> matches;
  for (auto at = from; at != to; ++at) {
    if (placed(at->second) != any_placed)
      continue;
    for (const std::string& text : texts_of(*at->second.file))
      if (const auto held = texts_.find(text); held != texts_.end())
        for (const std::uint32_t f : held->second.findings)
          matches.try_emplace({f, text},
                              match(f, text, at->second, any_placed));
  }
  std::vector<Match> out;
  for (auto& [key, m] : matches) {
    if (versions.size() > 1) {
      m.why += fmt::format(", but ambiguous: {} different programs were found "
                           "under its name",
                           versions.size());
      m.grade = 1;
    }
    out.push_back(std::move(m));
  }
  return out;
}

} // namespace imds::report
