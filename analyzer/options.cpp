// SPDX-License-Identifier: Apache-2.0
#include "analyzer/options.h"

namespace imds::analyzer {
namespace {

std::vector<Option> inputs(AnalyzeOptions& o) {
  auto& settings = o.request.settings;
  return {
      {"-p,--build-dir", "DIR", "input",
       "folder that holds compile_commands.json",
       "Flags are inferred for files that it does not name, and for "
       "all files without it.",
       &settings.build_dir},
      {"--rules", "DIR", "input", "more rules, or other ones", "",
       &settings.rules_dirs},
      {"--changed-since", "REV", "input",
       "only what changed since git revision REV",
       "For pull requests: compares with the point where HEAD left "
       "REV. A finding counts where a function that it passes through "
       "has a changed line. The exit status follows.",
       &o.request.changed_since},
      {"--baseline", "FILE", "input", "only findings that FILE does not have",
       "FILE is what an earlier `analyze -o` wrote. Moved lines stay "
       "the same finding.",
       &o.request.baseline},
  };
}

/// And how they are judged.
std::vector<Option> outputs(AnalyzeOptions& o) {
  return {
      {"-o,--output", "FILE", "output",
       "write evidence to FILE, replacing it at once", "", &o.output},
      {"--evidence", "", "output", "print evidence on stdout", "", &o.evidence},
      {"--sarif", "FILE", "output", "write SARIF 2.1.0 (- is stdout)",
       "Without the findings that comments allow, since GitHub would "
       "open an alert for each.",
       &o.sarif},
      {"--gitlab", "FILE", "output", "write GitLab code quality (- is stdout)",
       "", &o.gitlab},
      {"--all", "", "output", "every request and every mention, with its state",
       "", &o.all},
      {"--show-skipped", "", "output",
       "list what was set aside or skipped, and why", "", &o.show_skipped},
      {"--suggest-rules", "", "output",
       "print a rules file for unknown callees", "", &o.suggest_rules},
      {"--color",
       "WHEN",
       "output",
       "auto, always or never [auto]",
       "",
       &o.color,
       {"auto", "always", "never"}},
      {"--strict", "", "judgement", "languages not analyzed make it incomplete",
       "", &o.strict},
  };
}

/// And what looks into the run.
std::vector<Option> limits(AnalyzeOptions& o) {
  auto& settings = o.request.settings;
  return {
      {"-j,--jobs", "N", "limits", "parse N files at a time [cores]", "",
       &settings.jobs},
      {"--unit-timeout", "S", "limits", "seconds for one translation unit [60]",
       "", &settings.unit_timeout_s},
      {"--cache", "DIR", "limits", "keep results in DIR [~/.cache/imds-ready]",
       "A second run over the same files is answered from there. What "
       "it depends on, and why that is enough, is docs/skipping.md.",
       &settings.cache_dir},
      {"--no-cache", "", "limits", "keep nothing, use nothing kept", "",
       &o.no_cache},
      {"--no-prefilter", "", "limits", "parse every file, relevant or not",
       "Slow; it exists to prove that skipping loses nothing.",
       &o.no_prefilter},
      {"--dump-ir", "", "debugging", "print what the linker reads", "",
       &o.dump_ir},
  };
}

std::vector<Option> all_options(AnalyzeOptions& o) {
  auto all = inputs(o);
  for (const auto& more : {outputs(o), limits(o)})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

} // namespace

Verb analyze_verb(AnalyzeOptions& o) {
  auto& settings = o.request.settings;
  return {
      .name = "analyze",
      .summary = "find IMDSv1 requests in C, C++ and shell source",
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
      .options = all_options(o),
      .examples = {
          {"imds-ready analyze", "the current folder, never built"},
          {"imds-ready analyze -p build -o code.ndjson", "for the report"},
          {"imds-ready analyze --changed-since origin/main", "a pull request"},
          {"imds-ready analyze role.cpp -- -Iinclude -DAWS", "one file"},
      }};
}

} // namespace imds::analyzer
