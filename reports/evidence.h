// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"
#include "reports/facts.h"

#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

// Evidence files: newline-delimited JSON, one fact a line. The contract between
// the halves and the report; docs/evidence.md is its description for users.
namespace imds::evidence {

using Fact = std::variant<Finding, Scan, Software, Survey, Sighting, Setting>;

/// What reading a stream met besides facts.
struct ReadStats {
  std::uint64_t lines = 0;
  std::uint64_t facts = 0;
  std::uint64_t torn = 0;     // a last line without its end
  std::uint64_t broken = 0;   // not JSON, or keys of the wrong type
  std::uint64_t unknown = 0;  // a fact this version does not know
  std::uint64_t too_long = 0; // over kMaxLine
  std::uint64_t newer = 0;    // a schema this version does not know
  std::string first_trouble;  // "line 7: ...", for the message
};

/// A line longer than this is counted and passed over, in bounded memory.
inline constexpr std::size_t kMaxLine = 4u << 20;

/// One line to a fact; an error says what is wrong with it (without a place).
Result<Fact> parse(std::string_view line);

/// Reads every fact of `path` ("-" is stdin) in order and hands it to `sink`.
/// Memory is bounded by kMaxLine. Fails only where nothing could be read
/// (no such file, no rights); what is broken inside is counted.
Result<ReadStats> read_file(const std::string& path,
                            const std::function<void(Fact&&)>& sink);

/// One line of JSON without its newline; invalid UTF-8 becomes U+FFFD.
std::string dump(const nlohmann::ordered_json& fact);

/// Writes a whole evidence file and puts it in place at `commit`, so that OUT
/// is the old file or the new one and never half of it. Mode 0600. "-" writes
/// to stdout. An uncommitted file is removed. Only evidence is replaced.
class FileWriter {
public:
  static Result<FileWriter> create(const std::string& path);
  FileWriter(FileWriter&&) noexcept;
  FileWriter& operator=(FileWriter&&) noexcept;
  ~FileWriter();

  template <class F> Result<void> write(const F& fact) {
    return write_line(dump(to_json(fact)));
  }
  Result<void> commit();

private:
  FileWriter() = default;
  Result<void> write_line(std::string line);
  std::unexpected<Error> trouble() const;

  std::string path_;
  std::string part_;
  std::FILE* out_ = nullptr;
};

/// A random UUID (version 4) to name a scan or survey.
std::string new_run_id();

/// RFC 3339 UTC with milliseconds, of nanoseconds since 1970.
std::string format_time(std::int64_t unix_ns);
/// The reverse; nullopt where `text` is not such a time.
std::optional<std::int64_t> parse_time(std::string_view text);

} // namespace imds::evidence
