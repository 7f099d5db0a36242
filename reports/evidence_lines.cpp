// SPDX-License-Identifier: Apache-2.0
#include "reports/evidence_lines.h"

#include "reports/evidence.h"
#include "reports/sighting_line.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <utility>

namespace imds::report {
namespace {

enum class Bad { torn, too_long, newer, unknown_fact, broken };
constexpr std::size_t kBadKinds = 5;

struct Sentence {
  Rule rule;
  const char* what;
  const char* hint;
};
constexpr std::array<Sentence, kBadKinds> kSentences = {{
    {Rule::missing_input, "ends inside a line (power loss, or still copying)",
     "copy the file again"},
    {Rule::missing_input, "holds {} over 4 MB, passed over", ""},
    {Rule::missing_newer, "holds {} with a schema this version does not read",
     "upgrade imds-ready"},
    {Rule::missing_newer, "holds {} with a fact this version does not know",
     "upgrade imds-ready"},
    {Rule::missing_input, "holds {} that cannot be read", ""},
}};

/// Counts the lines of one file that are no facts.
class BadLines {
public:
  void count(Bad kind, std::uint64_t line, const std::string& why) {
    auto& [number, first] = kinds_[static_cast<std::size_t>(kind)];
    if (number++ == 0)
      first = fmt::format("line {} {}", line, why);
  }
  void report(const std::string& path, Merge& merge) const {
    for (std::size_t i = 0; i < kBadKinds; ++i) {
      const auto& [number, first] = kinds_[i];
      if (number == 0)
        continue;
      const std::string lines =
          number == 1 ? "a line" : fmt::format("{} lines", number);
      std::string what = fmt::format(fmt::runtime(kSentences[i].what), lines);
      if (static_cast<Bad>(i) != Bad::torn)
        what += ": " + first;
      merge.add(Trouble{kSentences[i].rule, path, what, kSentences[i].hint});
    }
  }

private:
  std::array<std::pair<std::uint64_t, std::string>, kBadKinds> kinds_;
};

Bad kind_of(const std::string& what) {
  if (what.starts_with("has schema"))
    return Bad::newer;
  return what.starts_with("is a fact of an unknown") ? Bad::unknown_fact
                                                     : Bad::broken;
}

constexpr const char* kNoTime = "has a time that is none, or ends before it "
                                "starts";

bool is_span(const std::string& start, const std::string& end) {
  const auto from = evidence::parse_time(start), to = evidence::parse_time(end);
  return from && to && *from <= *to;
}

/// One line after the other, by the fast reader or the careful one.
class Lines {
public:
  explicit Lines(Merge& merge) : merge_(merge) {}

  /// An error says what is wrong with the line.
  Result<void> take(std::string_view line) {
    if (fast_.parse(line, view_)) {
      merge_.add(view_);
      return {};
    }
    auto fact = evidence::parse(line);
    if (!fact)
      return std::unexpected(fact.error());
    return std::visit([this](auto&& f) { return add(std::move(f)); },
                      std::move(*fact));
  }

private:
  Result<void> add(Sighting&& s) {
    const bool whole = view_of(s, view_);
    merge_.add(view_);
    if (whole)
      return {};
    return fail(class_named(s.request_class)
                    ? kNoTime
                    : "has a class that this version does not know");
  }
  Result<void> add(Survey&& s) {
    const bool whole = is_span(s.start, s.end);
    merge_.add(s);
    return whole ? Result<void>{} : fail(kNoTime);
  }
  Result<void> add(Setting&& s) {
    if (s.no_token_count &&
        !is_span(s.window_start.value_or(""), s.window_end.value_or("")))
      return fail(kNoTime);
    merge_.add(s);
    return {};
  }
  Result<void> add(Scan&& s) {
    if (s.end && !evidence::parse_time(*s.end))
      return fail(kNoTime);
    merge_.add(std::move(s));
    return {};
  }
  template <class F> Result<void> add(F&& fact) {
    merge_.add(std::move(fact));
    return {};
  }

  Merge& merge_;
  SightingParser fast_;
  SightingView view_;
};

} // namespace

struct FactLines::Impl {
  const std::string path;
  Merge& merge;
  Lines lines{merge};
  BadLines bad{};
  bool used = false;
};

FactLines::FactLines(std::string path, Merge& merge)
    : impl_(new Impl{.path = std::move(path), .merge = merge}) {}

FactLines::~FactLines() { impl_->bad.report(impl_->path, impl_->merge); }

bool FactLines::used() const { return impl_->used; }

void FactLines::take(std::string_view line, std::uint64_t number, bool ended) {
  const auto taken = impl_->lines.take(line);
  impl_->used |= taken.has_value();
  if (taken)
    return;
  // A last line that is whole but for its newline has a trouble of its own.
  const bool torn = !ended && !nlohmann::json::accept(line);
  impl_->bad.count(torn ? Bad::torn : kind_of(taken.error().what), number,
                   taken.error().what);
}

void FactLines::pass_over(std::uint64_t number) {
  impl_->bad.count(Bad::too_long, number, "is longer than 4 MB");
}

bool read_evidence(const std::string& path, LineReader& reader, Merge& merge) {
  using Got = LineReader::Got;
  FactLines facts(path, merge);
  std::uint64_t number = 0;
  std::string_view line;
  for (Got got; (got = reader.next(line)) != Got::end;) {
    ++number;
    if (got == Got::failed) {
      merge.add(
          Trouble{Rule::missing_input, path, "cannot be read to its end", ""});
      break;
    }
    if (got == Got::too_long)
      facts.pass_over(number);
    else if (line.find_first_not_of(" \t\r") != line.npos)
      facts.take(line, number, got != Got::torn);
  }
  return facts.used();
}

} // namespace imds::report
