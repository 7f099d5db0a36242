// SPDX-License-Identifier: Apache-2.0
//
// Reads and writes evidence files.
//
// A reader meets files that were cut by a power loss, concatenated, copied
// twice, written by another version, or never were evidence. The rule: a line
// that is not understood is counted and the rest is used; whoever judges makes
// "counted" into "incomplete". Only a last line without its newline is *torn*,
// because that is what an interrupted append leaves behind.
//
// Tested by tests/reports/evidence_test.cpp.
#include "reports/evidence.h"

#include "reports/line_reader.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <random>
#include <utility>

namespace imds::evidence {
namespace {

std::string errno_text() { return std::strerror(errno); }

/// Takes complete lines and keeps the books.
class LineSink {
public:
  LineSink(ReadStats& stats, const std::function<void(Fact&&)>& sink)
      : stats_(stats), sink_(sink) {}

  void line(std::string_view text) {
    ++stats_.lines;
    if (text.find_first_not_of(" \t\r") == std::string_view::npos)
      return;
    auto fact = parse(text);
    if (fact) {
      ++stats_.facts;
      sink_(std::move(*fact));
    } else {
      count(fact.error().what);
    }
  }
  void too_long() {
    ++stats_.lines;
    ++stats_.too_long;
    trouble("is longer than 4 MB");
  }
  void torn() {
    ++stats_.lines;
    ++stats_.torn;
    trouble("is torn: the file ends inside it");
  }

private:
  void count(const std::string& what) {
    if (what.starts_with("has schema"))
      ++stats_.newer;
    else if (what.starts_with("is a fact of an unknown"))
      ++stats_.unknown;
    else
      ++stats_.broken;
    trouble(what);
  }
  void trouble(const std::string& what) {
    if (stats_.first_trouble.empty())
      stats_.first_trouble = fmt::format("line {} {}", stats_.lines, what);
  }

  ReadStats& stats_;
  const std::function<void(Fact&&)>& sink_;
};

/// A capture or a source file that was named by mistake.
bool holds_something_else(const std::string& path) {
  auto reader = LineReader::open(path);
  if (!reader || reader->head().empty())
    return false;
  const std::string_view head = reader->head();
  return head.substr(0, head.find('\n')).find("\"fact\"") ==
         std::string_view::npos;
}

} // namespace

Result<ReadStats> read_file(const std::string& path,
                            const std::function<void(Fact&&)>& sink) {
  using Got = LineReader::Got;
  auto reader = LineReader::open(path);
  if (!reader)
    return std::unexpected(reader.error());
  ReadStats stats;
  LineSink lines(stats, sink);
  std::string_view line;
  for (Got got; (got = reader->next(line)) != Got::end;) {
    if (got == Got::failed)
      return fail("cannot read: " + errno_text(), path);
    if (got == Got::too_long)
      lines.too_long();
    // Hand-made files often lack the final newline: whole JSON is a whole line.
    else if (got == Got::torn && !nlohmann::json::accept(line))
      lines.torn();
    else
      lines.line(line);
  }
  return stats;
}

Result<FileWriter> FileWriter::create(const std::string& path) {
  FileWriter w;
  w.path_ = path;
  if (path == "-") {
    w.out_ = stdout;
    return w;
  }
  // A pipe or device (/dev/null) is written to, never replaced.
  struct stat st{};
  const bool exists = stat(path.c_str(), &st) == 0;
  const bool special = exists && !S_ISREG(st.st_mode);
  if (exists && !special && holds_something_else(path))
    return fail("holds something else than evidence", path,
                "name another file with -o");
  if (!special)
    w.part_ = fmt::format("{}.{}.part", path, getpid());
  int fd = open(special ? path.c_str() : w.part_.c_str(),
                O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (fd < 0)
    return fail("cannot write: " + errno_text(), path,
                "choose a folder that you may write to with -o");
  w.out_ = fdopen(fd, "wb");
  return w;
}

FileWriter::FileWriter(FileWriter&& o) noexcept
    : path_(std::move(o.path_)), part_(std::exchange(o.part_, {})),
      out_(std::exchange(o.out_, nullptr)) {}

FileWriter& FileWriter::operator=(FileWriter&& o) noexcept {
  std::swap(path_, o.path_);
  std::swap(part_, o.part_);
  std::swap(out_, o.out_);
  return *this;
}

FileWriter::~FileWriter() {
  if (out_ != nullptr && out_ != stdout)
    std::fclose(out_);
  if (!part_.empty())
    unlink(part_.c_str());
}

Result<void> FileWriter::write_line(std::string line) {
  line += '\n';
  if (std::fwrite(line.data(), 1, line.size(), out_) == line.size())
    return {};
  return trouble();
}

std::unexpected<Error> FileWriter::trouble() const {
  const bool printed = path_ == "-";
  return fail("cannot write: " + errno_text(), printed ? "stdout" : path_,
              printed ? "send stdout where there is room" : "");
}

Result<void> FileWriter::commit() {
  bool ok = std::fflush(out_) == 0;
  if (out_ == stdout)
    return ok ? Result<void>{} : trouble();
  ok = ok && (part_.empty() || fsync(fileno(out_)) == 0);
  ok = std::fclose(std::exchange(out_, nullptr)) == 0 && ok;
  if (!part_.empty())
    ok = rename(part_.c_str(), path_.c_str()) == 0 && ok;
  if (!ok)
    return trouble();
  part_.clear();
  return {};
}

std::string dump(const nlohmann::ordered_json& fact) {
  return fact.dump(-1, ' ', false,
                   nlohmann::ordered_json::error_handler_t::replace);
}

std::string new_run_id() {
  std::random_device source;
  std::array<unsigned, 4> r{};
  for (unsigned& word : r)
    word = source();
  return fmt::format("{:08x}-{:04x}-4{:03x}-{:04x}-{:04x}{:08x}", r[0],
                     r[1] >> 16, r[1] & 0xfff, 0x8000 | (r[2] >> 18),
                     r[2] & 0xffff, r[3]);
}

std::string format_time(std::int64_t unix_ns) {
  using namespace std::chrono;
  sys_time<milliseconds> t(floor<milliseconds>(nanoseconds(unix_ns)));
  auto day = floor<days>(t);
  year_month_day date(day);
  hh_mm_ss clock(t - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
                     static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(),
                     clock.subseconds().count());
}

std::optional<std::int64_t> parse_time(std::string_view text) {
  using namespace std::chrono;
  int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0, used = 0;
  std::string copy(text);
  if (std::sscanf(copy.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d%n", &y, &mo, &d, &h,
                  &mi, &s, &used) != 6)
    return std::nullopt;
  std::string_view rest = std::string_view(copy).substr(std::size_t(used));
  std::int64_t nanos = 0, unit = 100'000'000;
  if (rest.starts_with('.'))
    for (rest.remove_prefix(1); !rest.empty() && std::isdigit(rest[0]);
         rest.remove_prefix(1), unit /= 10)
      nanos += (rest[0] - '0') * unit;
  year_month_day date{year(y), month(unsigned(mo)), day(unsigned(d))};
  // Nanoseconds since 1970 fit 64 bits until 2262.
  bool in_range =
      date.ok() && h < 24 && mi < 60 && s < 61 && y >= 1970 && y < 2262;
  if (!in_range || (rest != "Z" && rest != "+00:00"))
    return std::nullopt;
  auto t = sys_days(date) + hours(h) + minutes(mi) + seconds(s);
  return duration_cast<nanoseconds>(t.time_since_epoch()).count() + nanos;
}

} // namespace imds::evidence
