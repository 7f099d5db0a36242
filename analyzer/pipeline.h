// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/cache/stamp.h"
#include "analyzer/ir.h"
#include "analyzer/mention.h"
#include "analyzer/suggestion.h"
#include "reports/error.h"
#include "reports/facts.h"
#include "reports/imds.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

// How a tree becomes findings. Each arrow is one function, declared below and
// defined in the folder of that name; values cross the arrows, nothing else.
//
//   tree ── list ──> Sources (files), scan ──> (mentions, what is relevant)
//                       │
//            plan ──────┘──> Job, one a translation unit worth parsing
//                       │
//         extract ──────┘──> ir::Unit   (Clang in worker processes, cached;
//                       │                the lexical reader for the rest)
//            link ──────┘──> Flow, one a request: URL, verb, headers, guards
//                       │
//           judge ──────┘──> Finding    (verdict, fate, confidence, fix)
//                       │
//       reconcile ──────┘──> Mention states; what is unexplained is incomplete
//                       │
//          output ──────┘──> text, evidence, SARIF, GitLab; exit status
namespace imds::analyzer {

struct Settings {
  std::vector<std::string> inputs; // trees or files, as given
  std::string root;                // what `file` in findings is relative to
  std::string build_dir;           // -p; empty: none
  std::vector<std::string> extra_flags; // after "--"
  std::vector<std::string> rules_dirs;  // --rules
  std::string cache_dir;                // empty: no cache
  int jobs = 1;
  int unit_timeout_s = 60; // wall time of one translation unit
  bool prefilter = true;   // false: parse every translation unit
};

struct SourceFile {
  std::string path; // relative to root
  enum class Language { c, cpp, header, shell, dockerfile, other } language;
  Stamp stamp; // from before it was read
};

/// What the raw text scan of the tree found. No Clang.
struct Sources {
  std::vector<SourceFile> files; // all that were looked at
  std::vector<Mention> mentions; // state not decided yet, but comments
  std::map<std::string, std::uint64_t> skipped; // reason -> files
  std::vector<std::string> unread;              // could not be read
  std::vector<std::string> programs;            // ELF files
  std::set<std::string> running;      // scripts that name a command that asks
  std::vector<std::string> relevant;  // C and C++ files that matter, sorted:
                                      // hits, definers and users of their names
  std::set<std::string> unfollowed;   // names with more users than are followed
  std::vector<std::string> sdk_names; // of classes and functions that ask
};

/// One translation unit to parse.
struct Job {
  std::string file;               // relative to root
  std::vector<std::string> flags; // compiler arguments without program and file
  std::string directory;          // working directory of the flags
  ir::ReadAs read_as = ir::ReadAs::inferred;
  /// Of the files that it includes, those whose bodies matter; empty: all.
  std::vector<std::string> relevant;
  bool repair = true; // worth a second reading where the first has errors
  /// Absolute paths of what made the flags: response files, and places where a
  /// header was looked for. A place that an earlier job names is left out.
  std::vector<std::string> depends;
};

/// Lists the files of `settings.inputs`, sorted by path. Does not follow links
/// to folders (so that loops end) and passes over version control and build
/// output, which it counts in `skipped`; folders that it may not read are in
/// `unread`.
Sources list_sources(const Settings& settings);

/// Reads the listed files: mentions, the names that matter.
Sources scan(const Settings& settings, const Imds& imds, Sources listed);

/// Which translation units to parse and how: the compilation database where
/// there is one, inferred flags elsewhere.
Result<std::vector<Job>> plan(const Settings& settings, const Sources& sources);

struct Extracted {
  std::vector<ir::Unit> units;
  std::uint64_t parsed = 0;
  std::uint64_t with_errors = 0;
  std::uint64_t from_cache = 0;
  std::vector<std::string> failed; // "file: why" (crash, timeout, memory)
  /// Absolute paths of files whose content, or absence, made the units.
  std::vector<std::string> depends;
  bool final = true; // false: with more time more might have been read
};

/// Parses the jobs in worker processes; a job that crashes or hangs costs its
/// worker and is named in `failed`.
Extracted extract(const Settings& settings, const std::vector<Job>& jobs,
                  const Sources& sources);

/// Reads one file with the tolerant token reader: no includes, no types, both
/// sides of every #if, macros of `sources` expanded where they are constants.
ir::Unit read_lexically(const std::string& root, const std::string& file);

/// Finds out what the names of lexical units mean, over all units: run once,
/// before link_and_judge. Defined in lexical/settle.cpp.
void settle_names(std::vector<ir::Unit>& units);

/// Shell scripts and Dockerfiles, to the same language: those that mention
/// IMDS or run what asks it, those that source such a one, and what all of them
/// source.
std::vector<ir::Unit> read_scripts(const std::string& root,
                                   const Sources& sources);

/// Follows values from where they are made to where requests leave.
/// The findings' origin is left empty; `file` is relative to root.
/// `places` of a judged flow are all file:line that it passed.
struct Place {
  std::string file;
  int line = 0;
  bool of_put = false; // a token PUT passed it, which asks for nothing else
};
struct Judged {
  std::vector<Finding> findings;
  std::vector<Place> explained;         // literals that some finding used
  std::vector<Mention> states;          // literals that a non-request explains
  std::vector<std::string> over_budget; // functions given up on: incomplete
  std::vector<Suggestion> suggestions;
};
Result<Judged> link_and_judge(const Settings& settings,
                              const std::vector<ir::Unit>& units,
                              const Imds& imds);

/// Gives every mention its state.
void reconcile(Sources& sources, const Judged& judged,
               const std::vector<ir::Unit>& units, const Imds& imds);

} // namespace imds::analyzer
