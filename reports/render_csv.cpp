// SPDX-License-Identifier: Apache-2.0
//
// Callers for a spreadsheet. A cell that a spreadsheet would take for a formula
// gets an apostrophe: names come from other people's machines.
//
// Tested by tests/reports/renderers_test.cpp.
#include "reports/evidence.h"
#include "reports/render.h"
#include "reports/term.h"

#include <initializer_list>

namespace imds::report {
namespace {

std::string cell(std::string_view foreign) {
  std::string text = term::printable(foreign);
  if (!text.empty() && std::string_view("=+-@").contains(text[0]))
    text.insert(0, 1, '\'');
  if (text.find_first_of("\",\n") == std::string::npos)
    return text;
  std::string quoted = "\"";
  for (const char c : text)
    quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

void write_row(Sink& out, std::initializer_list<std::string_view> cells) {
  bool first = true;
  for (const std::string_view c : cells) {
    out.write(first ? "" : ",");
    out.write(cell(c));
    first = false;
  }
  out.write("\r\n");
}

std::string ids(const Rules& rules) {
  std::string out;
  for (const Weight w : {Weight::blocker, Weight::caution})
    for (const Rule rule : only(rules, w))
      out += (out.empty() ? "" : " ") + std::string(info(rule).id);
  return out;
}

std::string traits(const Caller& c, Trait kind, const Names& names) {
  std::string out;
  for (const Caller::TraitValue& t : c.traits)
    if (t.kind == kind)
      out += (out.empty() ? "" : "; ") + names.text(t.value);
  return out;
}

} // namespace

void render_csv(const Report& r, Sink& out) {
  write_row(out, {"host", "program", "service", "team", "verdict", "rules",
                  "would_lose", "requests", "without_token", "with_token",
                  "first", "last", "exe", "unit", "user", "user_agents",
                  "client", "first_v2", "images"});
  const Names& names = r.evidence.names;
  for (std::size_t i = 0; i < r.callers.size(); ++i) {
    const Caller& c = r.evidence.callers[i];
    const JudgedCaller& j = r.callers[i];
    const Service& s = r.services[j.service];
    write_row(
        out,
        {names.text(c.key.host), display_name(c.key, names), s.name, s.team,
         name(j.verdict), ids(j.rules),
         j.loss == Loss::none ? "" : name(j.loss), std::to_string(c.requests()),
         std::to_string(c.asked_without_token()), std::to_string(c.spoke_v2()),
         evidence::format_time(c.first), evidence::format_time(c.last),
         names.text(c.key.program), names.text(c.key.unit),
         names.text(c.key.user), traits(c, Trait::agent, names), s.client,
         s.first_v2, traits(c, Trait::image, names)});
  }
}

} // namespace imds::report
