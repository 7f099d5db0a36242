// SPDX-License-Identifier: Apache-2.0
//
// Which findings does a pull request touch? Not only those on changed lines:
// the line that breaks a request may be the one that was deleted, or the one
// that set a header three lines above. So a finding is kept when a function
// that it passes through has a changed line. The revision is compared from the
// merge base, so that work of others that is not merged yet does not count.
//
// It does not see a change in a function that the trace does not name.
// Tested by changed_since_test.cpp.
#include "analyzer/changed_since.h"

#include "analyzer/subprocess.h"

#include <algorithm>
#include <charconv>

namespace imds::analyzer {
namespace {

int number(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// "@@ -4,2 +5,3 @@": lines 5 to 7; a count of 0 is a deletion after the line.
void read_hunk(std::string_view line, std::set<int>& lines) {
  const auto plus = line.find('+');
  if (plus == std::string_view::npos)
    return;
  auto range = line.substr(plus + 1);
  range = range.substr(0, range.find(' '));
  const auto comma = range.find(',');
  const int first = number(range);
  const int count =
      comma == std::string_view::npos ? 1 : number(range.substr(comma + 1));
  const int last = count == 0 ? first + 1 : first + count - 1;
  for (int at = first; at <= last; ++at)
    lines.insert(at);
}

/// The name in "+++ b/name"; git quotes odd names, which core.quotePath=false
/// leaves for control characters and quotes only.
std::string name_of(std::string_view line) {
  auto name = line.substr(std::string_view("+++ ").size());
  if (name.starts_with("b/"))
    name.remove_prefix(2);
  if (name.ends_with('\t'))
    name.remove_suffix(1);
  return std::string(name);
}

struct Range {
  int first;
  int last;
};

/// Where the functions of each file start and end.
std::map<std::string, std::vector<Range>>
function_ranges(const std::vector<ir::Unit>& units) {
  std::map<std::string, std::vector<Range>> ranges;
  for (const auto& unit : units)
    for (const auto& f : unit.functions)
      if (f.has_body && f.loc.file >= 0)
        ranges[unit.files[static_cast<std::size_t>(f.loc.file)]].push_back(
            {f.loc.line, std::max(f.end_line, f.loc.line)});
  return ranges;
}

class Touched {
public:
  Touched(const Changes& changes, const std::vector<ir::Unit>& units)
      : changes_(changes), functions_(function_ranges(units)) {}

  bool file(const std::string& name) const {
    return changes_.whole.contains(name) || changes_.lines.contains(name);
  }

  bool place(const std::string& name, int line) const {
    if (changes_.whole.contains(name))
      return true;
    const auto lines = changes_.lines.find(name);
    if (lines == changes_.lines.end())
      return false;
    if (lines->second.contains(line))
      return true;
    const auto at = functions_.find(name);
    return at != functions_.end() &&
           std::ranges::any_of(at->second, [&](const Range& r) {
             return r.first <= line && line <= r.last &&
                    has_line(lines->second, r);
           });
  }

  bool finding(const Finding& f) const {
    return place(f.file, f.line) ||
           std::ranges::any_of(f.trace, [&](const TraceStep& s) {
             return place(s.file, s.line);
           });
  }

private:
  static bool has_line(const std::set<int>& lines, const Range& range) {
    const auto next = lines.lower_bound(range.first);
    return next != lines.end() && *next <= range.last;
  }

  const Changes& changes_;
  std::map<std::string, std::vector<Range>> functions_;
};

} // namespace

Changes parse_diff(std::string_view diff) {
  Changes changes;
  std::string file;
  bool created = false;
  while (!diff.empty()) {
    const auto line = diff.substr(0, diff.find('\n'));
    diff.remove_prefix(std::min(diff.size(), line.size() + 1));
    if (line.starts_with("--- ")) {
      created = line == "--- /dev/null";
    } else if (line.starts_with("+++ ")) {
      file = name_of(line);
      if (created)
        changes.whole.insert(file);
    } else if (line.starts_with("@@ ")) {
      read_hunk(line, changes.lines[file]);
    }
  }
  return changes;
}

Result<Changes> changes_since(const std::string& rev, const std::string& root) {
  // The tree may be a stranger's: nothing of its configuration runs programs.
  const std::vector<std::string> git = {"git",
                                        "-C",
                                        root,
                                        "-c",
                                        "core.quotePath=false",
                                        "-c",
                                        "core.fsmonitor=false"};
  auto inside = git;
  for (const char* word : {"rev-parse", "--is-inside-work-tree"})
    inside.emplace_back(word);
  // Outside of one `git diff` compares two files and complains of its options.
  if (const auto answer = output_of(inside); !answer)
    return fail("cannot tell what changed: " + answer.error().what, root,
                "--changed-since wants a git work tree");
  auto diff = git;
  for (const char* word :
       {"diff", "--no-ext-diff", "--no-textconv", "--no-color", "--relative",
        "--no-renames", "--unified=0", "--merge-base", "--end-of-options"})
    diff.emplace_back(word);
  diff.push_back(rev);
  diff.emplace_back("--");
  const auto text = output_of(diff);
  if (!text)
    return fail("cannot compare with '" + rev + "': " + text.error().what, root,
                "git -C " + root + " rev-parse " + rev);
  auto changes = parse_diff(*text);
  auto list = git;
  for (const char* word : {"ls-files", "--others", "--exclude-standard", "-z"})
    list.emplace_back(word);
  const auto untracked = output_of(list);
  if (!untracked)
    return std::unexpected(untracked.error());
  for (std::string_view rest = *untracked; !rest.empty();) {
    const auto name = rest.substr(0, rest.find('\0'));
    changes.whole.emplace(name);
    rest.remove_prefix(std::min(rest.size(), name.size() + 1));
  }
  return changes;
}

void keep_changed(const Changes& changes, const std::vector<ir::Unit>& units,
                  Analysis& analysis) {
  const Touched touched(changes, units);
  for (auto& noted : analysis.findings)
    if (noted.standing == Standing::reported && !touched.finding(noted.finding))
      noted.standing = Standing::unchanged;
  for (const Mention& m : analysis.mentions)
    if (!touched.file(m.file))
      analysis.unchanged.insert(m.file);
  for (const Software& s : analysis.software)
    if (!touched.file(s.path))
      analysis.unchanged.insert(s.path);
}

} // namespace imds::analyzer
