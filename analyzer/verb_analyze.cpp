// SPDX-License-Identifier: Apache-2.0
#include "analyzer/verb_analyze.h"

#include "analyzer/options.h"
#include "analyzer/output/render.h"
#include "analyzer/status.h"
#include "reports/evidence.h"
#include "reports/sink.h"
#include "reports/term.h"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <thread>

namespace imds::analyzer {
namespace {

std::string default_cache() {
  if (const char* dir = std::getenv("XDG_CACHE_HOME"); dir && *dir == '/')
    return std::string(dir) + "/imds-ready";
  if (const char* home = std::getenv("HOME"); home && *home == '/')
    return std::string(home) + "/.cache/imds-ready";
  return {};
}

void complete(AnalyzeOptions& options) {
  auto& settings = options.request.settings;
  if (settings.inputs.empty())
    settings.inputs.push_back(".");
  if (options.no_cache)
    settings.cache_dir.clear();
  else if (settings.cache_dir.empty())
    settings.cache_dir = default_cache();
  settings.prefilter = !options.no_prefilter;
  options.request.with_units = options.dump_ir;
  settings.jobs = std::clamp(settings.jobs, 1, 256);
}

TextStyle style_of(const AnalyzeOptions& options) {
  const auto color = options.color == "always"  ? term::Color::always
                     : options.color == "never" ? term::Color::never
                                                : term::Color::automatic;
  return {.color = term::use_color(color, STDOUT_FILENO),
          .columns = term::columns(STDOUT_FILENO),
          .every_verdict = options.all,
          .skipped = options.show_skipped};
}

/// What goes to stdout for people; empty where a file or the facts go there.
std::string for_people(const AnalyzeOptions& options, const Run& run,
                       const Outcome& outcome) {
  if (options.dump_ir) {
    std::string text;
    for (const auto& unit : run.units)
      text += ir::to_text(unit);
    return text;
  }
  if (options.suggest_rules)
    return render_suggestions(run.analysis);
  auto text = render_text(run.analysis, outcome, style_of(options));
  return options.all ? text + "\n" + render_ledger(run.analysis) : text;
}

int uses_of_stdout(const AnalyzeOptions& options) {
  return (options.evidence || options.output == "-") + (options.sarif == "-") +
         (options.gitlab == "-");
}

/// Every output that was asked for; the first failure ends it.
Result<void> write_all(const AnalyzeOptions& options, const Run& run,
                       const Outcome& outcome) {
  const auto id = evidence::new_run_id();
  for (const std::string& to :
       {std::string(options.evidence ? "-" : ""), options.output})
    if (!to.empty())
      if (auto ok = write_evidence(run.analysis, to, id); !ok)
        return ok;
  if (!options.sarif.empty())
    if (auto ok =
            write_text(options.sarif, render_sarif(run.analysis, outcome));
        !ok)
      return ok;
  if (!options.gitlab.empty())
    if (auto ok = write_text(options.gitlab, render_gitlab(run.analysis)); !ok)
      return ok;
  const bool asked = options.all || options.suggest_rules || options.dump_ir;
  if (uses_of_stdout(options) > 0 || (!options.output.empty() && !asked)) {
    term::note(outcome.verdict);
    return {};
  }
  if (options.suggest_rules)
    for (const auto& line : explain_suggestions(run.analysis))
      term::note(line);
  return write_text("-", for_people(options, run, outcome));
}

} // namespace

ExitStatus analyze_main(const std::vector<std::string>& args) {
  AnalyzeOptions options;
  options.request.settings.jobs =
      static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  const auto parsed = parse(analyze_verb(options), args);
  if (!parsed) {
    term::error(parsed.error());
    return ExitStatus::could_not_run;
  }
  if (parsed->done)
    return ExitStatus::ready;
  if (uses_of_stdout(options) > 1) {
    term::error(
        {"two outputs go to stdout", "analyze", "name a file for one of them"});
    return ExitStatus::could_not_run;
  }
  complete(options);
  const auto run = analyzer::run(options.request);
  term::clear_progress();
  if (!run) {
    term::error(run.error());
    return ExitStatus::could_not_run;
  }
  const auto result = outcome(run->analysis, options.strict);
  if (auto ok = write_all(options, *run, result); !ok) {
    term::error(ok.error());
    return ExitStatus::could_not_run;
  }
  return result.status;
}

} // namespace imds::analyzer
