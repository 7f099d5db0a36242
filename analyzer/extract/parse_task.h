// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/ir.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace imds::analyzer {

/// What one run of Clang is asked; paths are absolute.
struct ParseTask {
  std::string root;
  std::string file;
  std::string directory;          // working directory of the flags
  std::vector<std::string> flags; // without compiler and file
  std::string stubs_dir;          // rules/stubs; may be empty
  ir::ReadAs read_as = ir::ReadAs::inferred;
  std::vector<int> hit_lines; // lines of `file` that hold a mention
  /// Files whose function bodies are read, relative to `root`; empty: all.
  std::vector<std::string> relevant;
  bool repair = true; // read again where errors were found
  /// Declares what nothing declares, but not in folders that were found by
  /// suffix: the second try, where the first one crashed.
  bool near = false;
  /// Declares nothing: the last try.
  bool plain = false;
};

/// What came of it: one unit, and a second one where the file was read again
/// with other macros. `why` is empty unless the worker was lost.
struct ParseResult {
  std::vector<ir::Unit> units;
  std::vector<std::string> read;   // files that the result depends on
  std::vector<std::string> absent; // files that must not exist for it to hold
  std::string why;
  /// Time ran out on the way to `units`: the next run may come further.
  bool hurried = false;
};

/// Takes an answer that stands where the worker is lost later.
using Early = std::function<void(const ParseResult&)>;

/// CBOR, for the pipes between the analyzer, the parser and its workers. What
/// does not have the expected shape comes back empty, and with a `why`.
std::vector<std::uint8_t> to_bytes(const std::vector<ParseTask>& tasks);
std::vector<ParseTask> tasks_from_bytes(const std::vector<std::uint8_t>& bytes);
std::vector<std::uint8_t> to_bytes(const ParseResult& result);
ParseResult result_from_bytes(const std::vector<std::uint8_t>& bytes);

} // namespace imds::analyzer
