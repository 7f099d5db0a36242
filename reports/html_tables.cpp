// SPDX-License-Identifier: Apache-2.0
//
// Source, teams, images and hosts: one table each, cut where a page ends to be
// read by people.
#include "reports/html_page.h"
#include "reports/paragraph.h"
#include "reports/part_reasons.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace imds::report {
namespace {

void write_trace(Html& h, const Finding& f) {
  if (f.trace.empty())
    return;
  h.raw("<details><summary>how the request is made</summary>");
  for (const TraceStep& step : f.trace) {
    h.raw("<span class=\"sub\"><code>");
    h.text(fmt::format("{}:{}", step.file, step.line)).raw("</code> ");
    h.text(step.note).raw("</span>");
  }
  h.raw("</details>");
}

void write_finding(Html& h, const Report& r, std::uint32_t i) {
  const Finding& f = r.evidence.findings[i];
  h.raw("<tr><td><code>").text(fmt::format("{}:{}", f.file, f.line));
  h.raw("</code>").element("span class=sub", f.function).raw("</td><td>");
  h.chip(verdict_of(r.findings[i].rules)).raw("</td>");
  h.element("td", f.verdict).raw("<td>").text(f.message);
  h.element("span class=sub", fmt::format("{} confidence, read as {}, {}",
                                          f.confidence, f.read_as, f.rule));
  write_trace(h, f);
  if (!f.fix.empty() && r.findings[i].rules.any())
    h.raw("<details><summary>fix</summary><pre>")
        .lines(f.fix)
        .raw("</pre></details>");
  h.raw("</td></tr>\n");
}

struct TeamSum {
  std::uint64_t programs = 0, places = 0, blockers = 0, tokenless = 0;
  Verdict verdict = Verdict::ready;
};

std::map<std::string, TeamSum> sum_teams(const Report& r) {
  std::map<std::string, TeamSum> teams;
  for (const Service& s : r.services) {
    TeamSum& t = teams[s.team];
    ++t.programs;
    t.tokenless += s.tokenless;
    t.verdict = std::max(t.verdict, s.verdict);
  }
  for (const JudgedFinding& f : r.findings) {
    TeamSum& t = teams[f.team];
    ++t.places;
    t.verdict = std::max(t.verdict, verdict_of(f.rules));
  }
  for (const Item& b : r.blockers)
    ++teams[b.team].blockers;
  return teams;
}

// A button that filters the table of callers, for a team that has some.
void write_team_name(Html& h, const std::string& team, const TeamSum& sum) {
  if (team.empty())
    h.raw("no team");
  else if (sum.programs == 0)
    h.text(team);
  else
    h.raw("<button class=\"copy\" data-team=\"")
        .text(team)
        .raw("\">")
        .text(team)
        .raw("</button>");
}

void write_image(Html& h, const Report& r, const Image& image) {
  h.raw("<tr><td>").text(image.name);
  h.element("span class=sub", fmt::format("{}", fmt::join(image.tags, ", ")));
  h.raw("</td><td>").chip(image.verdict).raw("</td>");
  h.element("td class=n", grouped(image.services.size()));
  h.element("td class=n", grouped(image.tokenless)).raw("<td>");
  h.text(reason_of(r, image)).raw("</td></tr>\n");
}

} // namespace

void write_findings(Html& h, const Report& r) {
  if (r.findings.empty())
    return;
  begin_section(h, "findings", "In source",
                counted(r.findings.size(), "request"));
  begin_table(h, {"Place", "Readiness", "Verdict", "What"});
  std::vector<std::uint32_t> ids;
  for (const Verdict v :
       {Verdict::not_ready, Verdict::incomplete, Verdict::ready})
    for (std::uint32_t i = 0; i < r.findings.size(); ++i)
      if (verdict_of(r.findings[i].rules) == v)
        ids.push_back(i);
  for (std::size_t i = 0; i < std::min(ids.size(), kMaxRows); ++i)
    write_finding(h, r, ids[i]);
  end_table(h, ids.size());
  end_section(h);
}

void write_teams(Html& h, const Report& r) {
  const auto teams = sum_teams(r);
  if (teams.empty() || (teams.size() == 1 && teams.contains("")))
    return;
  begin_section(h, "teams", "By team", "as --map says");
  begin_table(h, {"Team", "Verdict", "#Programs", "#Places in source",
                  "#Would break", "#Without a token"});
  for (const auto& [team, sum] : teams) {
    h.raw("<tr><td>");
    write_team_name(h, team, sum);
    h.raw("</td><td>").chip(sum.verdict).raw("</td>");
    for (const std::uint64_t n :
         {sum.programs, sum.places, sum.blockers, sum.tokenless})
      h.element("td class=n", grouped(n));
    h.raw("</tr>\n");
  }
  end_table(h, 0);
  end_section(h);
}

void write_images(Html& h, const Report& r) {
  if (r.images.empty())
    return;
  begin_section(h, "images", "Images", "programs by what they are shipped in");
  begin_table(h, {"Image", "Verdict", "#Programs", "#Without a token", "Why"});
  std::vector<const Image*> images;
  for (const Image& image : r.images)
    images.push_back(&image);
  std::ranges::sort(images, [](const auto* a, const auto* b) {
    return std::tie(b->verdict, b->tokenless, a->name) <
           std::tie(a->verdict, a->tokenless, b->name);
  });
  for (std::size_t i = 0; i < std::min(images.size(), kMaxRows); ++i)
    write_image(h, r, *images[i]);
  end_table(h, images.size());
  end_section(h);
}

void write_hosts(Html& h, const Report& r) {
  if (r.hosts.empty())
    return;
  begin_section(h, "hosts", "Hosts", counted(r.hosts.size(), "host"));
  begin_table(h, {"Host", "Verdict", "#Callers", "#Would break", "Why"});
  std::vector<const JudgedHost*> hosts;
  for (const JudgedHost& host : r.hosts)
    hosts.push_back(&host);
  std::ranges::sort(hosts, [](const auto* a, const auto* b) {
    return std::tie(b->verdict, a->name) < std::tie(a->verdict, b->name);
  });
  for (std::size_t i = 0; i < std::min(hosts.size(), kMaxRows); ++i) {
    const JudgedHost& host = *hosts[i];
    h.raw("<tr><td>").text(host.name.empty() ? "(no host named)" : host.name);
    h.element("span class=sub", host.instance).raw("</td><td>");
    h.chip(host.verdict).raw("</td>");
    h.element("td class=n", grouped(host.callers));
    h.element("td class=n", grouped(host.blockers)).raw("<td>");
    h.text(reason_of(r, host));
    for (const Rule rule : host.missing)
      h.element("span class=sub", info(rule).why);
    h.raw("</td></tr>\n");
  }
  end_table(h, hosts.size());
  end_section(h);
}

void write_actions(Html& h, const Report& r) {
  begin_section(h, "actions", "What to do", "in this order");
  h.raw("<ol class=\"steps\">\n");
  for (const Command& c : r.commands) {
    h.raw("<li><h3>").text(c.title);
    if (!c.reversible)
      h.raw(" <span class=\"chip not-ready\">cannot be undone</span>");
    h.raw("</h3>");
    if (!c.note.empty())
      h.element("p", sentence(c.note));
    if (c.is_sentence())
      h.element("p", sentence(c.command));
    else
      h.raw("<pre>").lines(c.command).raw(
          "</pre><button class=\"copy\">Copy</button>");
    h.raw("</li>\n");
  }
  h.raw("</ol>");
  end_section(h);
}

} // namespace imds::report
