// SPDX-License-Identifier: Apache-2.0
// The rungs, each taken only if the one before left something to gain:
//
//   1. as given
//   2. words in capitals that look like missing macros defined as empty, the
//      standard headers that a missing header would have brought along, the
//      names that namespaces lacked, and a newer standard; kept if it leaves
//      fewer errors
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
void note_files(const Parsed& parsed, ParseResult& out) {
  out.read.insert(out.read.end(), parsed.read.begin(), parsed.read.end());
  out.absent.insert(out.absent.end(), parsed.absent.begin(),
                    parsed.absent.end());
}

void read_guarded(const ParseTask& task, const Inactive& first,
                  Otherwise otherwise, const Early& early, ParseResult& out) {
  Skipped left = wanted(first, task.read_as);
  otherwise.only = left.lines;
  for (int run = 0; run < kMaxGuardRuns && !left.flags.empty(); ++run) {
    const std::size_t before = otherwise.flags.size();
    add(otherwise.flags, left.flags);
    if (otherwise.flags.size() == before)
      break;
    early(out);
    Parsed again = parse(task, otherwise);
    note_files(again, out);
    again.unit.read_as = ir::ReadAs::repaired;
    keep_lines(again.unit, otherwise.only);
    left = wanted(again.inactive, task.read_as);
    if (!again.unit.functions.empty() || !again.unit.variables.empty())
      out.units.push_back(std::move(again.unit));
  }
  // Of nested guards the last run has them all.
  if (out.units.size() > 2)
    out.units.erase(out.units.begin() + 1, out.units.end() - 1);
}

bool is_cpp(const ParseTask& task) {
  const auto at = std::ranges::find(task.flags, "-x");
  return at == task.flags.end() || at + 1 == task.flags.end() ||
         (at + 1)->starts_with("c++");
}

/// The flags of a second reading after errors.
Flags repairs(const ParseTask& task, const Parsed& first) {
  Flags flags;
  add(flags, first.stray);
  if (task.read_as == ir::ReadAs::build)
    return flags;
  if (std::ranges::find(task.flags, kFirstStandard) != task.flags.end())
    flags.push_back(kSecondStandard);
  if (!task.stubs_dir.empty())
    flags.insert(
        flags.end(),
        {"-include", task.stubs_dir + (is_cpp(task) ? "/imds_ready_common.hpp"
                                                    : "/imds_ready_common.h")});
  return flags;
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
  note_files(best, out);
  Otherwise otherwise;
  otherwise.unknown = best.unknown;
  const bool broken = best.costly > 0 && task.repair;
  const Flags more = broken ? repairs(task, best) : Flags{};
  if (broken && (!more.empty() || !otherwise.unknown.empty())) {
    early({{best.unit}, out.read, out.absent, ""});
    Parsed again = parse(task, {more, otherwise.unknown, {}});
    note_files(again, out);
    if (again.errors < best.errors) {
      best = std::move(again);
      otherwise.flags = more;
      if (best.unit.read_as == ir::ReadAs::inferred)
        best.unit.read_as = ir::ReadAs::repaired;
    }
  }
  out.units.push_back(std::move(best.unit));
  read_guarded(task, best.inactive, std::move(otherwise), early, out);
  return out;
}

} // namespace imds::analyzer
