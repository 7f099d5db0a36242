// SPDX-License-Identifier: Apache-2.0
//
// The pipeline, run. Two of its rules are here and nowhere else:
//
//   - Clang is asked last. Where the text scan finds nothing that concerns
//     IMDS no translation unit is planned, and the run ends after the scan.
//   - Every relevant file is read twice, by Clang and by the token reader, and
//     merge_units decides function by function which reading is judged.
//
// Nothing found is dropped on the way: trouble ends up in Analysis, where the
// exit status and the outputs see it.
#include "analyzer/driver.h"

#include "analyzer/baseline.h"
#include "analyzer/changed_since.h"
#include "analyzer/fingerprint.h"
#include "analyzer/inputs.h"
#include "analyzer/merge_units.h"
#include "analyzer/program_signs.h"
#include "analyzer/software.h"
#include "analyzer/suppress.h"
#include "reports/term.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <tuple>

namespace imds::analyzer {
namespace {

using Language = SourceFile::Language;

bool is_script(const SourceFile& file) {
  return file.language == Language::shell ||
         file.language == Language::dockerfile;
}

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

void read_scripts(const std::string& root, const Sources& sources,
                  std::vector<ir::Unit>& units) {
  const auto mentioned = mentioned_files(sources);
  for (const auto& file : sources.files)
    if (is_script(file) && mentioned.contains(file.path))
      units.push_back(read_shell(root, file.path));
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

Scan describe(const Request& request, const Sources& sources,
              const Extracted& extracted) {
  Scan scan;
  scan.root = request.settings.inputs.size() == 1
                  ? request.settings.inputs.front()
                  : request.settings.root;
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

std::vector<Allow> all_allows(const std::string& root, const Sources& sources) {
  std::vector<Allow> allows;
  auto files = mentioned_files(sources);
  files.insert(sources.relevant.begin(), sources.relevant.end());
  for (const auto& file : files) {
    std::ifstream in(root + "/" + file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (auto& allow : read_allows(file, text))
      allows.push_back(std::move(allow));
  }
  return allows;
}

/// What this run does not complain about: allowed, known, unchanged.
Result<void> set_aside(const Request& request, const Sources& sources,
                       Run& run) {
  apply_allows(all_allows(request.settings.root, sources), run.analysis);
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

/// Reads and judges; `run` gets the units and what came of them.
Result<Judged> judge(const Request& request, const Imds& imds, Sources& sources,
                     Extracted& extracted, Run& run) {
  const auto& root = request.settings.root;
  run.units = merge_units(std::move(extracted.units),
                          read_tokens(root, sources), sources.mentions);
  settle_names(run.units);
  read_scripts(root, sources, run.units);
  term::progress("following requests");
  auto judged = link_and_judge(request.settings, run.units, imds);
  if (judged)
    reconcile(sources, *judged, run.units, imds);
  return judged;
}

} // namespace

Result<Run> run(Request request) {
  const auto imds = Imds::load(request.settings.rules_dirs);
  if (!imds)
    return std::unexpected(imds.error());
  const auto inputs = find_inputs(request.settings.inputs);
  if (!inputs)
    return std::unexpected(inputs.error());
  const auto as_given = request.settings.inputs;
  request.settings.root = inputs->root;
  request.settings.inputs = inputs->present;

  term::progress("scanning");
  Sources sources = scan(request.settings, *imds);
  sources.unread.insert(sources.unread.end(), inputs->missing.begin(),
                        inputs->missing.end());
  auto extracted = parse(request, sources);
  if (!extracted)
    return std::unexpected(extracted.error());
  Run run;
  auto judged = judge(request, *imds, sources, *extracted, run);
  if (!judged)
    return std::unexpected(judged.error());
  auto software = find_software(request.settings, sources);
  if (!software)
    return std::unexpected(software.error());
  term::clear_progress();

  auto& analysis = run.analysis;
  request.settings.inputs = as_given;
  analysis.root = request.settings.root;
  analysis.scan = describe(request, sources, *extracted);
  analysis.software = std::move(*software);
  analysis.looked_at_code = std::ranges::any_of(sources.files, is_code);
  analysis.failed = std::move(extracted->failed);
  analysis.over_budget = std::move(judged->over_budget);
  analysis.suggestions = std::move(judged->suggestions);
  add_findings(std::move(judged->findings), analysis);
  fingerprint(analysis);
  add_program_signs(request.settings.build_dir, run.units, analysis);
  analysis.mentions = sources.mentions;
  if (auto ok = set_aside(request, sources, run); !ok)
    return std::unexpected(ok.error());
  return run;
}

} // namespace imds::analyzer
