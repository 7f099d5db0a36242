// SPDX-License-Identifier: Apache-2.0
#include "reports/html_page.h"
#include "reports/paragraph.h"
#include "reports/part_reasons.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace imds::report {
namespace {

constexpr std::size_t kMaxItems = 200;

std::string where(const Item& item) {
  std::string out;
  if (item.requests > 0)
    out = counted(item.requests, "request");
  if (item.hosts.empty())
    return out;
  out += out.empty() ? "on " : " on ";
  for (std::size_t i = 0; i < item.hosts.size(); ++i)
    out += (i == 0 ? "" : ", ") + item.hosts[i];
  if (item.host_count > item.hosts.size())
    out += fmt::format(" and {} more", item.host_count - item.hosts.size());
  return out;
}

void write_code(Html& h, const Report& r, const Item& item) {
  if (item.kind != "caller")
    return;
  if (item.tag_count > 0)
    h.element("p class=then", "Seen in image tags: " + tags_text(item));
  for (const std::uint32_t f : item.findings) {
    const Finding& finding = r.evidence.findings[f];
    h.raw("<p class=\"then\">In source: <code>");
    h.text(fmt::format("{}:{}", finding.file, finding.line)).raw("</code>");
    if (!finding.function.empty())
      h.raw(" in <code>").text(finding.function).raw("</code>");
    h.raw("</p>");
  }
}

/// Whose fix a text was first.
using Fixes = std::map<std::string_view, std::string_view>;

// A fix is a sentence or, from the analyzer, code, which is told once.
void write_fix(Html& h, const Item& item, Fixes& told) {
  const bool is_code = item.settle.find('\n') != std::string::npos;
  const auto [first, fresh] = told.emplace(item.settle, item.who);
  if (!is_code)
    h.element("p class=fix", sentence(item.settle));
  else if (!fresh)
    h.element("p class=fix", fmt::format("As for {}.", first->second));
  else
    h.raw("<p class=\"fix\"></p><pre>").lines(item.settle).raw("</pre>");
}

void write_blocker(Html& h, const Report& r, const Item& item, Fixes& told) {
  h.raw("<li><h3>").text(item.who);
  if (item.loss != Loss::none)
    h.element("span class=\"chip not-ready\"", name(item.loss));
  if (item.latent)
    h.element("span class=\"chip caution\"", "latent: not seen live");
  if (item.known)
    h.element("span class=\"chip caution\"", "known");
  h.raw("</h3>");
  const std::string seen = where(item);
  h.element("p", sentence(item.text + (seen.empty() ? "" : ": " + seen)));
  if (item.loss != Loss::none) {
    h.raw("<p class=\"then\">Then it ").text(meaning(item.loss));
    if (!item.on_refusal.empty())
      h.text("; " + item.on_refusal);
    h.raw(".</p>");
  }
  write_code(h, r, item);
  write_fix(h, item, told);
  h.raw("</li>\n");
}

void write_cut(Html& h, std::size_t all) {
  if (all > kMaxItems)
    h.element("p class=scope",
              counted(all - kMaxItems, "more item") + " in the JSON report.");
}

} // namespace

void write_changes(Html& h, const Report& r) {
  if (!r.changes)
    return;
  begin_section(h, "changes", "What changed",
                "since the report that said " + r.changes->old_verdict);
  h.raw("<ul class=\"items plain\">\n");
  if (!r.changes->any())
    h.raw("<li>nothing</li>\n");
  for (const auto& [title, names] : r.changes->lists())
    for (std::size_t i = 0; i < std::min(names->size(), kMaxItems); ++i)
      h.raw("<li>")
          .text(fmt::format("{}: {}", title, (*names)[i]))
          .raw("</li>\n");
  h.raw("</ul>");
  for (const auto& [title, names] : r.changes->lists())
    write_cut(h, names->size());
  end_section(h);
}

void write_blockers(Html& h, const Report& r) {
  if (r.blockers.empty())
    return;
  begin_section(h, "blockers", "Would break", "worst first");
  h.raw("<ol class=\"items\">\n");
  Fixes told;
  for (std::size_t i = 0; i < std::min(r.blockers.size(), kMaxItems); ++i)
    write_blocker(h, r, r.blockers[i], told);
  h.raw("</ol>");
  write_cut(h, r.blockers.size());
  end_section(h);
}

void write_cautions(Html& h, const Report& r) {
  if (r.cautions.empty())
    return;
  begin_section(h, "cautions", "To know", "no reason to wait");
  h.raw("<ul class=\"items plain\">\n");
  for (std::size_t i = 0; i < std::min(r.cautions.size(), kMaxItems); ++i) {
    const Item& item = r.cautions[i];
    const std::string seen = where(item);
    h.raw("<li><h3>").text(item.who);
    if (item.known)
      h.element("span class=\"chip caution\"", "known");
    h.raw("</h3>");
    h.element("p", sentence(item.text + (seen.empty() ? "" : ": " + seen)));
    h.element("p class=then", sentence(item.settle)).raw("</li>\n");
  }
  h.raw("</ul>");
  write_cut(h, r.cautions.size());
  end_section(h);
}

void write_missing(Html& h, const Report& r) {
  if (r.missing.empty())
    return;
  begin_section(h, "missing", "Not looked at", "and what would settle it");
  h.raw("<ul class=\"items plain\">\n");
  for (std::size_t i = 0; i < std::min(r.missing.size(), kMaxItems); ++i) {
    const Item& item = r.missing[i];
    h.raw("<li><h3>").text(sentence(item.text)).raw("</h3>");
    if (!item.who.empty())
      h.element("p class=then", item.who);
    h.element("p class=settle", item.settle).raw("</li>\n");
  }
  h.raw("</ul>");
  write_cut(h, r.missing.size());
  end_section(h);
}

} // namespace imds::report
