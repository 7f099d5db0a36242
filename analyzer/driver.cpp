// SPDX-License-Identifier: Apache-2.0
//
// The pipeline, run. Three of its rules are here and nowhere else:
//
//   - Clang is asked last. Where the text scan finds nothing that concerns
//     IMDS no translation unit is planned, and the run ends after the scan.
//   - Every relevant file is read twice, by Clang and by the token reader, and
//     merge_units decides function by function which reading is judged.
//   - What was found out before is not found out again: of a tree in which
//     nothing changed (kept_run), of a program of the same units (kept_judged),
//     of a file of the same content (unit_cache).
//
// Nothing found is dropped on the way: trouble ends up in Analysis, where the
// exit status and the outputs see it.
#include "analyzer/driver.h"

#include "analyzer/baseline.h"
#include "analyzer/cache/kept_file.h"
#include "analyzer/cache/kept_judged.h"
#include "analyzer/cache/kept_run.h"
#include "analyzer/changed_since.h"
#include "analyzer/embedded.h"
#include "analyzer/fingerprint.h"
#include "analyzer/inputs.h"
#include "analyzer/merge_units.h"
#include "analyzer/pinned.h"
#include "analyzer/program_signs.h"
#include "analyzer/scan/mapped_file.h"
#include "analyzer/software.h"
#include "analyzer/suppress.h"
#include "reports/term.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

namespace imds::analyzer {
namespace {

using Language = SourceFile::Language;

std::set<std::string> mentioned_files(const Sources& sources) {
  std::set<std::string> files;
  for (const auto& mention : sources.mentions)
    files.insert(mention.file);
  return files;
}

/// The token reader's units: every relevant C and C++ file.
std::vector<ir::Unit> read_tokens(const std::string& root,
                                  const Sources& sources) {
  std::vector<ir::Unit> units;
  for (const auto& file : sources.relevant)
    units.push_back(read_lexically(root, file));
  return units;
}

Result<Extracted> parse(const Request& request, const Sources& sources) {
  const auto& settings = request.settings;
  const bool relevant = !sources.relevant.empty() || !settings.prefilter;
  if (!request.with_clang || !relevant)
    return Extracted{};
  const auto jobs = plan(settings, sources);
  if (!jobs)
    return std::unexpected(jobs.error());
  term::progress(fmt::format("parsing {} files", jobs->size()));
  return extract(settings, *jobs, sources);
}

bool is_code(const SourceFile& file) {
  return file.language != Language::other;
}

Scan describe(const Sources& sources, const Extracted& extracted) {
  Scan scan;
  scan.files = sources.files.size();
  scan.code_files =
      static_cast<std::uint64_t>(std::ranges::count_if(sources.files, is_code));
  scan.parsed = extracted.parsed;
  scan.with_errors = extracted.with_errors;
  scan.skipped = sources.skipped;
  scan.unread = sources.unread;
  for (const auto& mention : sources.mentions)
    ++scan.ledger[name(mention.state)];
  scan.rules_version = IMDS_VERSION;
  scan.tool_version = IMDS_VERSION;
  return scan;
}

/// By place; one request that two readings of a header found is one finding.
void add_findings(std::vector<Finding> findings, Analysis& analysis) {
  const auto key = [](const Finding& f) {
    return std::tie(f.file, f.line, f.column, f.rule, f.verdict, f.message);
  };
  std::ranges::sort(findings, {}, key);
  const auto repeated = std::ranges::unique(findings, {}, key);
  findings.erase(repeated.begin(), repeated.end());
  for (auto& finding : findings)
    analysis.findings.push_back({std::move(finding), Standing::reported, {}});
}

/// Files whose comments may allow something.
std::vector<std::string> commented(const Sources& sources) {
  auto files = mentioned_files(sources);
  files.insert(sources.relevant.begin(), sources.relevant.end());
  return {files.begin(), files.end()};
}

std::vector<Allow> all_allows(const std::string& root,
                              const std::vector<std::string>& files) {
  std::vector<Allow> allows;
  for (const auto& file : files) {
    std::ifstream in(root + "/" + file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (auto& allow : read_allows(file, text))
      allows.push_back(std::move(allow));
  }
  return allows;
}

/// What this run does not complain about: allowed, known, unchanged.
Result<void> set_aside(const Request& request,
                       const std::vector<std::string>& commented, Run& run) {
  apply_allows(all_allows(request.settings.root, commented), run.analysis);
  if (!request.baseline.empty())
    if (auto ok = apply_baseline(request.baseline, run.analysis); !ok)
      return ok;
  if (request.changed_since.empty())
    return {};
  const auto changes =
      changes_since(request.changed_since, request.settings.root);
  if (!changes)
    return std::unexpected(changes.error());
  keep_changed(*changes, run.units, run.analysis);
  return {};
}

/// The walk through the program, or what the same walk came to before.
Result<Judged> link(const Settings& settings,
                    const std::vector<ir::Unit>& units, const Imds& imds,
                    std::int64_t begun) {
  const KeptJudged kept(settings, units, begun);
  if (auto judged = kept.find())
    return *std::move(judged);
  auto judged = link_and_judge(settings, units, imds);
  if (judged)
    kept.keep(*judged);
  return judged;
}

/// Reads and judges; `units` gets what the linker read.
Result<Judged> judge(const Request& request, const Imds& imds, Sources& sources,
                     Extracted& extracted, std::int64_t begun,
                     std::vector<ir::Unit>& units) {
  const auto& root = request.settings.root;
  units = merge_units(std::move(extracted.units), read_tokens(root, sources),
                      sources.mentions, sources.sdk_names);
  settle_names(units);
  std::ranges::move(read_scripts(root, sources), std::back_inserter(units));
  term::progress("following requests");
  auto judged = link(request.settings, units, imds, begun);
  if (judged)
    reconcile(sources, *judged, units, imds);
  return judged;
}

/// Time, memory or rights of this day: the next run may read more. A file that
/// is too large is so in each run.
bool may_improve(const Sources& sources, const Extracted& extracted) {
  const std::set<std::string> unread(sources.unread.begin(),
                                     sources.unread.end());
  return !extracted.final ||
         std::ranges::any_of(sources.files, [&](const SourceFile& file) {
           return file.stamp.bytes <= MappedFile::kLargest &&
                  unread.contains(file.path);
         });
}

/// The whole pipeline, from the listed tree on.
Result<Conclusion> conclude(const Request& request, Sources sources,
                            const KeptRun& kept, std::int64_t begun,
                            std::vector<ir::Unit>& units) {
  const auto& settings = request.settings;
  const auto imds = Imds::load(settings.rules_dirs);
  if (!imds)
    return std::unexpected(imds.error());
  sources = scan(settings, *imds, std::move(sources));
  auto extracted = parse(request, sources);
  if (!extracted)
    return std::unexpected(extracted.error());
  auto judged = judge(request, *imds, sources, *extracted, begun, units);
  if (!judged)
    return std::unexpected(judged.error());
  auto software = find_software(settings, sources);
  if (!software)
    return std::unexpected(software.error());

  Conclusion all;
  auto& analysis = all.analysis;
  analysis.root = settings.root;
  analysis.scan = describe(sources, *extracted);
  analysis.software = std::move(*software);
  std::ranges::move(find_programs(settings.root, sources, *imds),
                    std::back_inserter(analysis.software));
  analysis.looked_at_code = std::ranges::any_of(sources.files, is_code);
  analysis.failed = std::move(extracted->failed);
  analysis.over_budget = std::move(judged->over_budget);
  analysis.suggestions = std::move(judged->suggestions);
  add_findings(std::move(judged->findings), analysis);
  if (auto ok = judge_by_pins(settings.rules_dirs, analysis); !ok)
    return std::unexpected(ok.error());
  fingerprint(analysis);
  add_program_signs(settings.build_dir, units, *imds, analysis);
  analysis.mentions = sources.mentions;
  all.commented = commented(sources);
  if (!may_improve(sources, *extracted))
    kept.keep(all, extracted->depends);
  bound_kept(settings.cache_dir);
  return all;
}

/// What is known of this tree already, or is found out now.
Result<Conclusion> look(const Request& request, std::vector<ir::Unit>& units) {
  term::progress("scanning");
  const auto begun = stamp_clock();
  const Sources listed = list_sources(request.settings);
  const KeptRun kept(request.settings, request.with_clang, listed, begun);
  if (!request.with_units && request.changed_since.empty())
    if (auto known = kept.find())
      return *std::move(known);
  return conclude(request, listed, kept, begun, units);
}

} // namespace

Result<Run> run(Request request) {
  auto& settings = request.settings;
  const auto inputs = find_inputs(settings.inputs);
  if (!inputs)
    return std::unexpected(inputs.error());
  const auto as_given = std::exchange(settings.inputs, inputs->present);
  settings.root = inputs->root;
  Run run;
  auto known = look(request, run.units);
  term::clear_progress();
  if (!known)
    return std::unexpected(known.error());
  run.analysis = std::move(known->analysis);
  auto& scan = run.analysis.scan;
  scan.root = as_given.size() == 1 ? as_given.front() : settings.root;
  scan.unread.insert(scan.unread.end(), inputs->missing.begin(),
                     inputs->missing.end());
  if (auto ok = set_aside(request, known->commented, run); !ok)
    return std::unexpected(ok.error());
  return run;
}

} // namespace imds::analyzer
