// SPDX-License-Identifier: Apache-2.0
//
// The table of callers. A fleet has hundreds of thousands; a page that a
// browser can filter at every key stroke has the 500 that matter most: those
// that would break first, then by what they lose, then by tokenless requests.
#include "reports/evidence.h"
#include "reports/html_page.h"
#include "reports/paragraph.h"
#include "reports/part_reasons.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>

namespace imds::report {
namespace {

constexpr std::size_t kMaxCallers = 500;
constexpr std::size_t kMaxPaths = 20;

std::vector<std::uint32_t> most_important(const Report& r) {
  std::vector<std::uint32_t> ids(r.callers.size());
  std::iota(ids.begin(), ids.end(), 0u);
  const auto key = [&r](std::uint32_t i) {
    const Caller& c = r.evidence.callers[i];
    const bool blocks = any(r.callers[i].rules, Weight::blocker);
    const bool warns = any(r.callers[i].rules, Weight::caution);
    return std::tuple(!blocks, r.callers[i].loss, !warns,
                      ~c.asked_without_token(), ~c.requests(), i);
  };
  const auto shown = std::min(ids.size(), kMaxCallers);
  std::ranges::partial_sort(
      ids, ids.begin() + static_cast<std::ptrdiff_t>(shown), {}, key);
  ids.resize(shown);
  return ids;
}

void write_fact(Html& h, const char* name, const std::string& value) {
  if (value.empty())
    return;
  h.element("dt", name).element("dd", value);
}

std::string traits(const Report& r, const Caller& c, Trait kind) {
  std::string out;
  for (const Caller::TraitValue& t : c.traits)
    if (t.kind == kind)
      out += (out.empty() ? "" : ", ") + r.evidence.names.text(t.value);
  return out;
}

std::string rules_text(const Rules& rules) {
  std::string out;
  for (const Weight w : {Weight::blocker, Weight::caution})
    for (const Rule rule : only(rules, w))
      out += (out.empty() ? "" : "; ") + std::string(info(rule).why);
  return out;
}

// Where no rule speaks, what keeps it from being ready.
std::string why(const Report& r, const JudgedCaller& c) {
  const Service& s = r.services[c.service];
  const bool silent = c.rules.none() && c.verdict == s.verdict;
  return silent ? reason_of(r, s) : rules_text(c.rules);
}

void write_process(Html& h, const Report& r, const Caller& c) {
  const Names& names = r.evidence.names;
  write_fact(h, "Program", names.text(c.key.program));
  write_fact(h, "Command line", c.argv);
  write_fact(h, "Started by", traits(r, c, Trait::parent));
  write_fact(h, "Asks for others", traits(r, c, Trait::go_between));
  write_fact(h, "User", names.text(c.key.user));
  write_fact(h, "Unit", names.text(c.key.unit));
  write_fact(h, "Image", traits(r, c, Trait::image));
  write_fact(h, "Container", traits(r, c, Trait::container));
  write_fact(h, "Pod", traits(r, c, Trait::pod));
  write_fact(h, "User-Agent", traits(r, c, Trait::agent));
  write_fact(h, "Peer", traits(r, c, Trait::peer));
  write_fact(h, "Cause", traits(r, c, Trait::cause));
  write_fact(h, "Known by", traits(r, c, Trait::attribution));
}

void write_history(Html& h, const Report& r, std::uint32_t i) {
  const Caller& c = r.evidence.callers[i];
  const Service& s = r.services[r.callers[i].service];
  write_fact(h, "Seen", short_time(c.first) + " to " + short_time(c.last));
  if (c.last_tokenless != 0)
    write_fact(h, "Last without a token", short_time(c.last_tokenless));
  if (!s.client.empty())
    write_fact(h, "Client",
               s.first_v2.empty() ? s.client
                                  : s.client + ", v2 since " + s.first_v2);
  for (const Pin& pin : s.pins)
    write_fact(h, "Package", fmt::format("{} ({})", pin.why, pin.confidence));
  for (const std::uint32_t j : s.joins) {
    const Finding& f = r.evidence.findings[r.joins[j].finding];
    write_fact(h, "In source",
               fmt::format("{}:{} ({}, {})", f.file, f.line, r.joins[j].why,
                           r.joins[j].confidence));
  }
  if (is_third_party(r, s))
    write_fact(h, "In source", "nowhere in what was analyzed: third party");
}

void write_paths(Html& h, const Report& r, const Caller& c) {
  std::vector<PathRow> rows = c.paths;
  std::ranges::sort(rows, {}, [&](const PathRow& row) {
    return std::tuple(~row.count, r.evidence.names.text(row.path),
                      row.request_class, row.status);
  });
  h.raw("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">request</th>"
        "<th scope=\"col\">class</th><th scope=\"col\" class=\"n\">status</th>"
        "<th scope=\"col\" class=\"n\">count</th></tr></thead><tbody>");
  for (std::size_t i = 0; i < std::min(rows.size(), kMaxPaths); ++i) {
    const PathRow& p = rows[i];
    h.raw("<tr><td class=\"mono\">");
    h.text(r.evidence.names.text(p.method) + " " +
           r.evidence.names.text(p.path));
    h.raw("</td>").element("td", name(p.request_class));
    h.element("td class=n", p.status < 0 ? "none" : std::to_string(p.status));
    h.element("td class=n", grouped(p.count)).raw("</tr>");
  }
  h.raw("</tbody></table></div>");
  if (rows.size() > kMaxPaths)
    h.element("p class=sub", counted(rows.size() - kMaxPaths, "more row") +
                                 " in the JSON report");
}

void write_evidence(Html& h, const Report& r, std::uint32_t i) {
  const Caller& c = r.evidence.callers[i];
  h.raw(fmt::format("<tr class=\"evidence\" id=\"evidence-{}\">"
                    "<td colspan=\"6\"><dl>",
                    i));
  write_fact(h, "Why", why(r, r.callers[i]));
  write_process(h, r, c);
  write_history(h, r, i);
  h.raw("</dl>");
  write_paths(h, r, c);
  h.raw("</td></tr>\n");
}

std::string place_of(const Names& names, const Caller& c) {
  const std::string& unit = names.text(c.key.unit);
  const std::string& image = names.text(c.key.image);
  if (!image.empty())
    return unit.empty() ? image : unit + " in " + image;
  return c.contained() && unit.empty() ? "in a container" : unit;
}

void write_row(Html& h, const Report& r, std::uint32_t i) {
  const Caller& c = r.evidence.callers[i];
  const Service& s = r.services[r.callers[i].service];
  const Verdict v = r.callers[i].verdict;
  h.raw(fmt::format("<tr class=\"caller\" data-verdict=\"{}\" data-team=\"",
                    name(v)));
  h.text(s.team).raw("\">");
  h.raw(fmt::format("<td><button class=\"open\" aria-expanded=\"true\" "
                    "aria-controls=\"evidence-{}\">",
                    i));
  h.text(display_name(c.key, r.evidence.names)).raw("</button>");
  h.element("span class=sub", place_of(r.evidence.names, c)).raw("</td>");
  h.element("td", r.evidence.names.text(c.key.host));
  h.raw(fmt::format("<td data-value=\"{}\">", 2 - static_cast<int>(v)));
  h.chip(v).raw("</td>");
  h.element("td",
            r.callers[i].loss == Loss::none ? "" : name(r.callers[i].loss));
  for (const std::uint64_t n : {c.asked_without_token(), c.spoke_v2()})
    h.raw(fmt::format("<td class=\"n\" data-value=\"{}\">", n))
        .text(grouped(n))
        .raw("</td>");
  h.raw("</tr>\n");
}

void write_tools(Html& h, const Report& r, std::size_t shown) {
  h.raw("<div class=\"tools\"><label>Filter <input id=\"filter-words\" "
        "type=\"search\" placeholder=\"program, host, path, unit\"></label>"
        "<label>Verdict <select id=\"filter-verdict\">"
        "<option value=\"\">all</option>"
        "<option value=\"not-ready\">not ready</option>"
        "<option value=\"incomplete\">incomplete</option>"
        "<option value=\"ready\">ready</option></select></label>");
  std::set<std::string> teams;
  for (const Service& s : r.services)
    if (!s.team.empty())
      teams.insert(s.team);
  if (!teams.empty()) {
    h.raw("<label>Team <select id=\"filter-team\">"
          "<option value=\"\">all</option>");
    for (const std::string& team : teams)
      h.raw("<option value=\"")
          .text(team)
          .raw("\">")
          .text(team)
          .raw("</option>");
    h.raw("</select></label>");
  }
  h.element("p id=\"filter-status\" role=\"status\"", counted(shown, "caller"));
  h.raw("</div>\n");
}

} // namespace

void write_callers(Html& h, const Report& r) {
  if (r.callers.empty())
    return;
  const auto ids = most_important(r);
  begin_section(h, "callers", "Callers",
                ids.size() == r.callers.size()
                    ? "each row opens its evidence"
                    : fmt::format("the {} of {} that matter most; --json has "
                                  "them all",
                                  ids.size(), grouped(r.callers.size())));
  write_tools(h, r, ids.size());
  h.raw("<div class=\"scroll\"><table id=\"caller-table\"><thead><tr>");
  for (const char* head : {"Program", "Host", "Verdict", "Would lose"})
    h.raw("<th scope=\"col\" aria-sort=\"none\"><button>")
        .raw(head)
        .raw("</button></th>");
  for (const char* head : {"Without a token", "With one"})
    h.raw("<th scope=\"col\" class=\"n\" aria-sort=\"none\"><button>")
        .raw(head)
        .raw("</button></th>");
  h.raw("</tr></thead><tbody>\n");
  for (const std::uint32_t i : ids) {
    write_row(h, r, i);
    write_evidence(h, r, i);
  }
  h.raw("</tbody></table></div>");
  end_section(h);
}

} // namespace imds::report
