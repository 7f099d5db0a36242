// SPDX-License-Identifier: Apache-2.0
//
// Requests over the survey, without a token above the line and with one below,
// on one scale. The strip under it is the time that was surveyed on any host:
// where it is empty, no bar means nothing.
#include "reports/html_page.h"
#include "reports/judge.h"
#include "reports/paragraph.h"

#include <fmt/format.h>

#include <algorithm>

namespace imds::report {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kMaxBars = 120;
constexpr double kWidth = 960;
constexpr double kHalf = 84; // above and below the line
constexpr double kTop = 6;

/// The chart's time axis.
struct Axis {
  std::int64_t start = 0, end = 0; // seconds
  double x(std::int64_t second) const {
    const auto at = std::clamp(second, start, end) - start;
    return kWidth * static_cast<double>(at) / static_cast<double>(end - start);
  }
};

Timeline fitted(const Timeline& t) {
  Timeline out = t;
  for (std::int64_t width = t.width();; width *= 2) {
    out = t.widened(width);
    const auto& b = out.buckets();
    if ((b.back().start - b.front().start) / out.width() < kMaxBars ||
        width > 100'000'000)
      return out;
  }
}

TimeSpans surveyed(const Report& r) {
  TimeSpans all;
  for (const auto& [name, host] : r.evidence.hosts)
    for (const auto& [start, end] : host.surveyed.ranges())
      all.add(start / kSecond, end / kSecond);
  return all;
}

Axis axis_of(const Timeline& t, const TimeSpans& seen) {
  Axis axis{t.buckets().front().start, t.buckets().back().start + t.width()};
  if (!seen.ranges().empty()) {
    axis.start = std::min(axis.start, seen.ranges().begin()->first);
    axis.end = std::max(axis.end, seen.ranges().rbegin()->second);
  }
  return axis;
}

// A bar that is not zero is always seen.
double height(std::uint64_t n, std::uint64_t most) {
  if (n == 0)
    return 0;
  return std::max(2.0,
                  kHalf * static_cast<double>(n) / static_cast<double>(most));
}

void write_bar(Html& h, const char* kind, double x, double y, double width,
               double tall) {
  if (tall > 0)
    h.raw(fmt::format("<rect class=\"bar-{}\" x=\"{:.1f}\" y=\"{:.1f}\" "
                      "width=\"{:.1f}\" height=\"{:.1f}\"/>",
                      kind, x, y, width, tall));
}

void write_bars(Html& h, const Timeline& t, const Axis& axis) {
  std::uint64_t most = 1;
  for (const Timeline::Bucket& b : t.buckets())
    most = std::max({most, b.v1, b.v2});
  const double middle = kTop + kHalf;
  for (const Timeline::Bucket& b : t.buckets()) {
    const double x = axis.x(b.start);
    const double width = std::max(1.5, axis.x(b.start + t.width()) - x - 1.0);
    h.raw("<g><title>");
    h.text(fmt::format("{}: {} without a token, {} with one",
                       short_time(b.start * kSecond), grouped(b.v1),
                       grouped(b.v2)));
    h.raw("</title>");
    write_bar(h, "v1", x, middle - height(b.v1, most), width,
              height(b.v1, most));
    write_bar(h, "v2", x, middle, width, height(b.v2, most));
    h.raw("</g>");
  }
  h.raw(fmt::format("<line class=\"axis\" x1=\"0\" x2=\"{0}\" y1=\"{1}\" "
                    "y2=\"{1}\"/>",
                    kWidth, middle));
}

void write_axis(Html& h, const TimeSpans& seen, const Axis& axis) {
  const double y = kTop + 2 * kHalf + 8;
  for (const auto& [start, end] : seen.ranges())
    h.raw(fmt::format("<rect class=\"seen\" x=\"{:.1f}\" y=\"{}\" "
                      "width=\"{:.1f}\" height=\"3\" rx=\"1\"/>",
                      axis.x(start), y,
                      std::max(1.0, axis.x(end) - axis.x(start))));
  constexpr int kTicks = 4;
  for (int i = 0; i <= kTicks; ++i) {
    const auto at = axis.start + (axis.end - axis.start) * i / kTicks;
    h.raw(fmt::format("<text x=\"{:.1f}\" y=\"{}\" text-anchor=\"{}\">",
                      axis.x(at), y + 20,
                      i == 0        ? "start"
                      : i == kTicks ? "end"
                                    : "middle"));
    h.text(short_time(at * kSecond)).raw("</text>");
  }
}

void write_numbers(Html& h, const Timeline& t) {
  h.raw("<details><summary>The same as numbers</summary><div class=\"scroll\">"
        "<table><thead><tr><th scope=\"col\">from (UTC)</th>"
        "<th scope=\"col\" class=\"n\">without a token</th>"
        "<th scope=\"col\" class=\"n\">with a token</th></tr></thead><tbody>");
  for (const Timeline::Bucket& b : t.buckets()) {
    h.raw("<tr>").element("td", short_time(b.start * kSecond));
    h.element("td class=n", grouped(b.v1)).element("td class=n", grouped(b.v2));
    h.raw("</tr>");
  }
  h.raw("</tbody></table></div></details>");
}

} // namespace

void write_timeline(Html& h, const Report& r) {
  if (r.evidence.timeline.buckets().empty())
    return;
  const Timeline t = fitted(r.evidence.timeline);
  const TimeSpans seen = surveyed(r);
  const Axis axis = axis_of(t, seen);
  begin_section(h, "timeline", "Over the survey",
                "each bar " + duration_text(t.width() * kSecond));
  h.raw(fmt::format("<figure><svg viewBox=\"0 0 {} {}\" role=\"img\" "
                    "aria-label=\"",
                    kWidth, kTop + 2 * kHalf + 34));
  h.text("Requests with and without a token over time; the numbers follow")
      .raw("\">");
  write_bars(h, t, axis);
  write_axis(h, seen, axis);
  h.raw("</svg><figcaption>"
        "<span class=\"key not-ready\">without a token</span>"
        "<span class=\"key ready\">with a token</span>"
        "<span class=\"key surveyed\">surveyed</span></figcaption>");
  write_numbers(h, t);
  h.raw("</figure>");
  end_section(h);
}

} // namespace imds::report
