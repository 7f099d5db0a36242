// SPDX-License-Identifier: Apache-2.0
// The rungs, each taken only if the one before left something to gain:
//
//   1. as given; C++ without a build with the headers that nearly every file
//      includes, which a missing one would have brought along
//   2. words in capitals that look like missing macros defined as empty, the
//      names that namespaces lacked, and a newer standard; without those
//      headers where a name of theirs is in the way; kept if it leaves fewer
//      errors
//   3. macros that guard a mention, or that only a configured build defines,
//      twice at most, because guards nest; what lies behind them becomes a
//      unit of its own, "repaired"
//
// Tested in tests/analyzer/extract/.
#include "analyzer/extract/ast/ladder.h"

#include "analyzer/extract/ast/parse.h"
#include "analyzer/extract/ast/resource_dir.h"
#include "analyzer/extract/flags.h"

#include <algorithm>
#include <iterator>

namespace imds::analyzer {
namespace {

constexpr int kMaxGuardRuns = 2;

using Flags = std::vector<std::string>;

void add(Flags& flags, const std::set<std::string>& more) {
  for (const std::string& flag : more)
    if (std::ranges::find(flags, flag) == flags.end())
      flags.push_back(flag);
}

bool overlaps(const std::vector<std::pair<int, int>>& ranges, int first,
              int last) {
  return std::ranges::any_of(ranges, [&](const auto& range) {
    return first <= range.second && last >= range.first;
  });
}

/// Only what the first reading of the file did not have.
void keep_lines(ir::Unit& unit, const std::vector<std::pair<int, int>>& lines) {
  const auto main = std::ranges::find(unit.files, unit.main_file);
  const int index = static_cast<int>(main - unit.files.begin());
  std::erase_if(unit.functions, [&](const ir::Function& f) {
    return f.loc.file != index || !overlaps(lines, f.loc.line, f.end_line);
  });
  std::erase_if(unit.variables, [&](const ir::Variable& v) {
    return v.loc.file != index || !overlaps(lines, v.loc.line, v.loc.line);
  });
}

/// Mentions always; features only where no build says what is defined.
Skipped wanted(const Inactive& inactive, ir::ReadAs read_as) {
  Skipped out = inactive.hits;
  if (read_as == ir::ReadAs::build)
    return out;
  out.flags.insert(inactive.features.flags.begin(),
                   inactive.features.flags.end());
  out.lines.insert(out.lines.end(), inactive.features.lines.begin(),
                   inactive.features.lines.end());
  return out;
}

/// A reading that was dropped decided something, too: that it was.
void keep_files(const Parsed& parsed, ParseResult& out) {
  out.read.insert(out.read.end(), parsed.read.begin(), parsed.read.end());
  out.absent.insert(out.absent.end(), parsed.absent.begin(),
                    parsed.absent.end());
}

/// "-DHAVE_X=1" -> "HAVE_X", "-UNO_X" -> "!NO_X".
std::string macro_of(const std::string& flag) {
  const std::string name = flag.substr(2, flag.find('=') - 2);
  return flag.starts_with("-U") ? "!" + name : name;
}

void read_guarded(const ParseTask& task, const Inactive& first,
                  Otherwise otherwise, const Early& early, ParseResult& out) {
  Skipped left = wanted(first, task.read_as);
  otherwise.only = left.lines;
  const std::size_t own = otherwise.flags.size();
  for (int run = 0; run < kMaxGuardRuns && !left.flags.empty(); ++run) {
    const std::size_t before = otherwise.flags.size();
    add(otherwise.flags, left.flags);
    if (otherwise.flags.size() == before)
      break;
    early(out);
    Parsed again = parse(task, otherwise);
    keep_files(again, out);
    again.unit.read_as = ir::ReadAs::repaired;
    for (std::size_t i = own; i < otherwise.flags.size(); ++i)
      again.unit.defined.push_back(macro_of(otherwise.flags[i]));
    keep_lines(again.unit, otherwise.only);
    left = wanted(again.inactive, task.read_as);
    if (!again.unit.functions.empty() || !again.unit.variables.empty())
      out.units.push_back(std::move(again.unit));
  }
  // Of nested guards the last run has them all.
  if (out.units.size() > 2)
    out.units.erase(out.units.begin() + 1, out.units.end() - 1);
}

/// A second reading after errors.
Otherwise repairs(const ParseTask& task, const Parsed& first) {
  Otherwise out;
  add(out.flags, first.stray);
  out.unknown = first.unknown;
  out.common = !first.ambiguous;
  if (task.read_as == ir::ReadAs::build)
    return out;
  if (first.newer &&
      std::ranges::find(task.flags, kFirstStandard) != task.flags.end())
    out.flags.push_back(kSecondStandard);
  if (!task.stubs_dir.empty() && !is_cpp(task))
    out.flags.insert(out.flags.end(),
                     {"-include", task.stubs_dir + "/imds_ready_common.h"});
  return out;
}

/// Whether it is another reading: the tries after a crash do without the common
/// headers, and the last one declares nothing.
bool changes(const ParseTask& task, const Otherwise& reading) {
  return !reading.flags.empty() || (!reading.unknown.empty() && !task.plain) ||
         (!reading.common && !common_header(task).empty());
}

} // namespace

ParseResult parse_with_repairs(const ParseTask& task, const Early& early) {
  ParseResult out;
  if (resource_dir().empty()) {
    out.why = "Clang's own headers are missing (apt-get install "
              "libclang-common-" +
              std::to_string(CLANG_VERSION_MAJOR) + "-dev)";
    return out;
  }
  Parsed best = parse(task);
  keep_files(best, out);
  Otherwise otherwise;
  otherwise.unknown = best.unknown;
  const Otherwise repaired = repairs(task, best);
  if (best.costly > 0 && task.repair && changes(task, repaired)) {
    early({{best.unit}, out.read, out.absent, ""});
    Parsed again = parse(task, repaired);
    keep_files(again, out);
    if (again.errors < best.errors) {
      best = std::move(again);
      otherwise = repaired;
      if (best.unit.read_as == ir::ReadAs::inferred)
        best.unit.read_as = ir::ReadAs::repaired;
    }
  }
  out.units.push_back(std::move(best.unit));
  read_guarded(task, best.inactive, std::move(otherwise), early, out);
  return out;
}

} // namespace imds::analyzer
