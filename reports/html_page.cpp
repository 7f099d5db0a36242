// SPDX-License-Identifier: Apache-2.0
#include "reports/html_page.h"

#include "reports/markup.h"
#include "reports/paragraph.h"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace imds::report {
Html& Html::text(std::string_view foreign) {
  return raw(escaped_markup(foreign));
}

Html& Html::lines(std::string_view foreign) {
  return raw(escaped_lines(foreign));
}

Html& Html::element(std::string_view open, std::string_view foreign) {
  raw("<").raw(open).raw(">").text(foreign);
  return raw("</").raw(open.substr(0, open.find(' '))).raw(">");
}

Html& Html::chip(Verdict verdict) {
  const std::string word = verdict == Verdict::not_ready ? "not ready"
                           : verdict == Verdict::ready   ? "ready"
                                                         : "incomplete";
  return element(std::string("span class=\"chip ") + name(verdict) + "\"",
                 word);
}

void begin_section(Html& h, const char* id, const char* title,
                   const std::string& note) {
  h.raw(fmt::format("<section id=\"{0}\" aria-labelledby=\"{0}-title\">"
                    "<h2 id=\"{0}-title\">",
                    id));
  h.text(title);
  if (!note.empty())
    h.raw(" ").element("small", note);
  h.raw("</h2><div>\n");
}

void end_section(Html& h) { h.raw("</div></section>\n"); }

void begin_table(Html& h, std::initializer_list<const char*> heads) {
  h.raw("<div class=\"scroll\"><table><thead><tr>");
  for (const std::string_view head : heads) {
    const bool number = head.starts_with('#');
    h.raw(number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
    h.raw(head.substr(number ? 1 : 0)).raw("</th>");
  }
  h.raw("</tr></thead><tbody>\n");
}

void end_table(Html& h, std::size_t all) {
  h.raw("</tbody></table></div>");
  if (all > kMaxRows)
    h.element("p class=scope",
              counted(all - kMaxRows, "more row") + " in the JSON report.");
}

std::string short_time(std::int64_t ns) {
  using namespace std::chrono;
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const sys_time<minutes> t(floor<minutes>(nanoseconds(ns)));
  const auto day = floor<days>(t);
  const year_month_day date(day);
  const hh_mm_ss clock(t - day);
  return fmt::format("{} {} {:02}:{:02}", static_cast<unsigned>(date.day()),
                     kMonths[static_cast<unsigned>(date.month()) - 1],
                     clock.hours().count(), clock.minutes().count());
}

} // namespace imds::report
