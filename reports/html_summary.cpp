// SPDX-License-Identifier: Apache-2.0
#include "reports/html_page.h"
#include "reports/judge.h"
#include "reports/paragraph.h"

#include <fmt/format.h>

#include <algorithm>

namespace imds::report {
namespace {

const char* headline(Verdict v) {
  switch (v) {
  case Verdict::ready:
    return "Ready.";
  case Verdict::not_ready:
    return "Not ready.";
  case Verdict::incomplete:
    return "Incomplete.";
  }
  return "";
}

std::string traffic_scope(const Report& r) {
  const Traffic sum = sum_traffic(r);
  std::int64_t least = 0;
  for (const auto& [name, host] : r.evidence.hosts)
    least = least == 0 ? host.surveyed.total()
                       : std::min(least, host.surveyed.total());
  return fmt::format(
      "{} of {} on {}, surveyed for {}{}; {} without a token{}.",
      counted(sum.requests, "request"), counted(r.services.size(), "program"),
      counted(r.hosts.size(), "host"), r.hosts.size() > 1 ? "at least " : "",
      duration_text(least), grouped(sum.tokenless),
      sum.other_clouds == 0
          ? ""
          : fmt::format(", {} to other clouds", grouped(sum.other_clouds)));
}

std::string scope(const Report& r) {
  std::string out = "Can HttpTokens be set to required? Looked at: ";
  std::uint64_t files = 0;
  for (const Scan& s : r.evidence.scans)
    files += s.files;
  out += r.hosts.empty() ? "no traffic. " : traffic_scope(r) + " ";
  out += files == 0 ? "No source."
                    : fmt::format("{} of source, {}.", counted(files, "file"),
                                  counted(r.findings.size(), "finding"));
  if (!r.evidence.settings.empty())
    out += fmt::format(" Settings of {}.",
                       counted(r.evidence.settings.size(), "instance"));
  return out;
}

void write_link(Html& h, const char* id, const char* title, std::size_t n) {
  if (n == 0)
    return;
  h.raw(fmt::format("<li><a href=\"#{}\">{}</a> <span>{}</span></li>", id,
                    title, grouped(n)));
}

} // namespace

void write_summary(Html& h, const Report& r) {
  h.raw("<a class=\"skip\" href=\"#main\">Skip to the report</a>\n<header>"
        "<p class=\"mark\"><b>imds-ready</b> readiness report</p>\n");
  h.raw(fmt::format("<h1 class=\"{}\"><strong>{}</strong> ", name(r.verdict),
                    headline(r.verdict)));
  h.text(sentence(r.reason)).raw("</h1>\n");
  h.element("p class=scope", scope(r));
  h.raw("\n<nav aria-label=\"Sections\"><ul>");
  write_link(h, "blockers", "Would break", r.blockers.size());
  write_link(h, "missing", "Not looked at", r.missing.size());
  write_link(h, "callers", "Callers", r.callers.size());
  write_link(h, "findings", "Source", r.findings.size());
  write_link(h, "cautions", "To know", r.cautions.size());
  write_link(h, "images", "Images", r.images.size());
  write_link(h, "hosts", "Hosts", r.hosts.size());
  write_link(h, "settings", "Settings", r.evidence.settings.size());
  write_link(h, "actions", "What to do", r.commands.size());
  h.raw("</ul></nav></header>\n<div id=\"main\" tabindex=\"-1\"></div>\n");
}

} // namespace imds::report
