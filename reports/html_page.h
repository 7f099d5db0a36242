// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.h"
#include "reports/sink.h"

#include <string>
#include <string_view>

// The parts of the HTML report. Markup goes through `raw` and is ours; every
// word that came from evidence goes through `text` and is escaped.
namespace imds::report {

class Html {
public:
  explicit Html(Sink& out) : out_(out) {}

  Html& raw(std::string_view markup) {
    out_.write(markup);
    return *this;
  }
  /// Escaped, control characters made visible; for content and for attribute
  /// values in double quotes.
  Html& text(std::string_view foreign);
  /// The same, but newlines stay, for <pre>.
  Html& lines(std::string_view foreign);
  /// <tag>text</tag>; `open` is "p class=then".
  Html& element(std::string_view open, std::string_view foreign);
  /// A chip in the colour of a verdict.
  Html& chip(Verdict verdict);

private:
  Sink& out_;
};

/// A section with its title in the margin; close with end_section.
void begin_section(Html& h, const char* id, const char* title,
                   const std::string& note);
void end_section(Html& h);

constexpr std::size_t kMaxRows = 200; // of a table that people read

/// A table; a head that starts with # is of numbers.
void begin_table(Html& h, std::initializer_list<const char*> heads);
/// Says how many of `all` rows are not shown.
void end_table(Html& h, std::size_t all);

void write_summary(Html& h, const Report& r);
void write_timeline(Html& h, const Report& r);
void write_changes(Html& h, const Report& r);
void write_blockers(Html& h, const Report& r);
void write_cautions(Html& h, const Report& r);
void write_missing(Html& h, const Report& r);
void write_callers(Html& h, const Report& r);
void write_findings(Html& h, const Report& r);
void write_teams(Html& h, const Report& r);
void write_images(Html& h, const Report& r);
void write_hosts(Html& h, const Report& r);
void write_settings(Html& h, const Report& r);
void write_reconciled(Html& h, const Report& r);
void write_actions(Html& h, const Report& r);

/// "3 Nov 14:05" in UTC.
std::string short_time(std::int64_t nanoseconds);

} // namespace imds::report
