// SPDX-License-Identifier: Apache-2.0
#include "analyzer/verb_analyze.h"

#include "analyzer/output/render.h"
#include "analyzer/status.h"
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
  if (options.suggest_rules) {
    std::string text;
    for (const auto& row : run.analysis.suggestions)
      text += row + "\n";
    return text;
  }
  auto text = render_text(run.analysis, outcome, style_of(options));
  return options.all ? text + "\n" + render_ledger(run.analysis) : text;
}

bool uses_stdout(const AnalyzeOptions& options) {
  return options.evidence || options.output == "-" || options.sarif == "-" ||
         options.gitlab == "-";
}

/// Every output that was asked for; the first failure ends it.
Result<void> write_all(const AnalyzeOptions& options, const Run& run,
                       const Outcome& outcome) {
  const auto evidence = options.evidence ? "-" : options.output;
  if (!evidence.empty())
    if (auto ok = write_evidence(run.analysis, evidence); !ok)
      return ok;
  if (!options.sarif.empty())
    if (auto ok =
            write_output(render_sarif(run.analysis, outcome), options.sarif);
        !ok)
      return ok;
  if (!options.gitlab.empty())
    if (auto ok = write_output(render_gitlab(run.analysis), options.gitlab);
        !ok)
      return ok;
  const bool asked = options.all || options.suggest_rules || options.dump_ir;
  if (uses_stdout(options) || (!options.output.empty() && !asked)) {
    term::note(outcome.verdict);
    return {};
  }
  return write_output(for_people(options, run, outcome), "-");
}

} // namespace

Verb analyze_verb(AnalyzeOptions& o) {
  auto& settings = o.request.settings;
  return {
      .name = "analyze",
      .summary = "find IMDSv1 requests in C and C++ source",
      .usage = "imds-ready analyze [TREE|FILE...] [options] [-- FLAG...]",
      .about =
          "Follows the address of the instance metadata service from where it "
          "is written to where a request leaves, and says of each request "
          "whether it carries a token. Reads C, C++, shell scripts and "
          "Dockerfiles; what other languages mention is listed and not "
          "judged.\n\n"
          "A tree need not have been built. With a compilation database the "
          "result is better, never worse. TREE defaults to the current "
          "folder.\n\n"
          "A request that is known and wanted is allowed by a comment on its "
          "line: // imds-ready: allow(RULE) reason",
      .positional = "TREE|FILE",
      .arguments = &settings.inputs,
      .after_dashes = &settings.extra_flags,
      .options =
          {
              {"-p,--build-dir", "DIR", "input",
               "folder that holds compile_commands.json",
               "Without it TREE and TREE/build are looked into, and flags are "
               "inferred for files that no database names.",
               &settings.build_dir},
              {"--rules", "DIR", "input", "more rules, or other ones", "",
               &settings.rules_dirs},
              {"--changed-since", "REV", "input",
               "only what changed since git revision REV",
               "For pull requests: compares with the point where HEAD left "
               "REV. A finding counts where a function that it passes through "
               "has a changed line. The exit status follows.",
               &o.request.changed_since},
              {"--baseline", "FILE", "input",
               "only findings that FILE does not have",
               "FILE is what an earlier `analyze -o` wrote. Moved lines stay "
               "the same finding.",
               &o.request.baseline},
              {"-o,--output", "FILE", "output",
               "write evidence to FILE, replacing it at once", "", &o.output},
              {"--evidence", "", "output", "print evidence on stdout", "",
               &o.evidence},
              {"--sarif", "FILE", "output", "write SARIF 2.1.0 (- is stdout)",
               "Without the findings that comments allow, since GitHub would "
               "open an alert for each.",
               &o.sarif},
              {"--gitlab", "FILE", "output",
               "write GitLab code quality (- is stdout)", "", &o.gitlab},
              {"--all", "", "output",
               "every request and every mention, with its state", "", &o.all},
              {"--show-skipped", "", "output",
               "list what was set aside or skipped, and why", "",
               &o.show_skipped},
              {"--suggest-rules", "", "output",
               "print rule rows for unknown callees", "", &o.suggest_rules},
              {"--color",
               "WHEN",
               "output",
               "auto, always or never [auto]",
               "",
               &o.color,
               {"auto", "always", "never"}},
              {"--strict", "", "judgement",
               "languages not analyzed make it incomplete", "", &o.strict},
              {"-j,--jobs", "N", "limits", "parse N files at a time [cores]",
               "", &settings.jobs},
              {"--unit-timeout", "S", "limits",
               "seconds for one translation unit [60]", "",
               &settings.unit_timeout_s},
              {"--cache", "DIR", "limits",
               "keep parsed units in DIR [~/.cache/imds-ready]", "",
               &settings.cache_dir},
              {"--no-cache", "", "limits", "keep nothing, use nothing kept", "",
               &o.no_cache},
              {"--no-prefilter", "", "limits",
               "parse every file, relevant or not",
               "Slow; it exists to prove that skipping loses nothing.",
               &o.no_prefilter},
              {"--dump-ir", "", "limits", "print what the linker reads", "",
               &o.dump_ir},
          },
      .examples = {
          {"imds-ready analyze", "the current folder, never built"},
          {"imds-ready analyze -p build -o code.ndjson", "for the report"},
          {"imds-ready analyze --changed-since origin/main", "a pull request"},
          {"imds-ready analyze role.cpp -- -Iinclude -DAWS", "one file"},
      }};
}

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
