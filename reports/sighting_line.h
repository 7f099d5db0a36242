// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/sighting_view.h"

#include <memory>
#include <string_view>

namespace imds::report {

/// Reads sighting lines fast. What it does not take, the evidence reader does,
/// slowly and with an error text; so this one may be picky and never lenient.
class SightingParser {
public:
  SightingParser();
  ~SightingParser();

  /// True: `view` is the sighting of `line` and looks into the parser until
  /// the next call. False: no sighting of schema 1, or something about it is
  /// out of the ordinary. LineReader::kPadding bytes after `line` are readable.
  bool parse(std::string_view line, SightingView& view);

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace imds::report
