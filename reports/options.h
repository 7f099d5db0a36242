// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

// One table a verb: the parser, `-h`, `--help`, the man page and the shell
// completions are all made from it, so they cannot drift apart. CLI11 parses.
namespace imds {

struct Option {
  std::string names;      // "-o,--output"
  std::string value = {}; // "FILE"; empty for a switch
  std::string group;      // "input", "output", "limits", ...
  std::string brief;      // one line of -h, without the names
  std::string full = {};  // --help: values, defaults, limits; may be empty
  /// Switch, number, last value given, or every value given in order.
  std::variant<bool*, int*, std::string*, std::vector<std::string>*> into;
  std::vector<std::string> choices = {}; // allowed values; empty: any
};

struct Verb {
  std::string name;            // "analyze"
  std::string summary;         // one line
  std::string usage;           // "imds-ready analyze TREE|FILE... [options]"
  std::string about;           // --help: a few short paragraphs
  std::string positional = {}; // "TREE|FILE"; empty: none taken
  std::vector<std::string>* arguments = nullptr;
  std::vector<std::string>* after_dashes = nullptr; // what follows "--"
  std::vector<Option> options = {};
  std::vector<std::pair<std::string, std::string>> examples = {}; // + comment
};

struct Parsed {
  bool done = false; // -h, --help, --version or --man was printed
};

/// Parses `argv` (after the verb) into the table's targets. -h, --help,
/// --version, --man and --completion-words (for the front door's scripts) are
/// answered on stdout, which may fail. An unknown option is an error that names
/// the nearest one.
Result<Parsed> parse(const Verb& verb, const std::vector<std::string>& argv);

/// The texts themselves, for tests and the build. Width at most 79 columns.
std::string short_help(const Verb& verb);
std::string long_help(const Verb& verb);
std::string man_page(const Verb& verb);
/// "--output<tab>write to FILE", a line a name.
std::string completion_words(const Verb& verb);

/// "30s", "10m", "24h", "7d" to seconds.
Result<std::int64_t> parse_duration(const std::string& text);

} // namespace imds
