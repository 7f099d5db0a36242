// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imds {

/// Reads a file ("-" is stdin) line by line in bounded memory, whatever is in
/// it. A view is valid until the next call, and kPadding bytes after it may be
/// read (they mean nothing), which is what simdjson asks for.
class LineReader {
public:
  static constexpr std::size_t kPadding = 64;

  enum class Got {
    line,
    torn,     // a last line without its newline
    too_long, // passed over; `line` is empty
    end,
    failed, // the file could not be read on
  };

  static Result<LineReader> open(const std::string& path);

  Got next(std::string_view& line);
  /// The first bytes of the file, for recognising it; call before `next`.
  std::string_view head();
  /// Everything that is left, for documents of many lines; nullopt where it is
  /// longer than `limit`.
  std::optional<std::string> rest(std::size_t limit);

private:
  struct Close {
    void operator()(std::FILE* f) const {
      if (f != stdin)
        std::fclose(f);
    }
  };

  bool fill(); // false where nothing more came
  Got skip_long_line();

  std::unique_ptr<std::FILE, Close> file_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0; // unread bytes are [begin_, end_)
  std::size_t end_ = 0;
  bool at_end_ = false;
};

} // namespace imds
