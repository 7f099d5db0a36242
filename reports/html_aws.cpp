// SPDX-License-Identifier: Apache-2.0
//
// AWS's own side: what each instance and the account are set to, and the calls
// that AWS counted beside those that the surveys saw.
#include "reports/html_page.h"
#include "reports/paragraph.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace imds::report {
namespace {

std::string known(const std::optional<std::string>& s) {
  return s.value_or("unknown");
}

std::string known(const std::string& s) { return s.empty() ? "unknown" : s; }

std::string known(const std::optional<int>& n) {
  return n ? std::to_string(*n) : "unknown";
}

void write_instances(Html& h, const Report& r) {
  begin_table(
      h, {"Instance", "Host", "HttpTokens", "Endpoint", "#Hop limit", "IPv6"});
  std::size_t left = kMaxRows;
  for (const auto& [id, s] : r.evidence.settings) {
    if (left-- == 0)
      break;
    h.raw("<tr><td class=\"mono\">").text(id).raw("</td>");
    h.element("td", known(s.origin.host)).element("td", known(s.http_tokens));
    h.element("td", known(s.http_endpoint));
    h.element("td class=n", known(s.hop_limit));
    h.element("td", known(s.ipv6)).raw("</tr>\n");
  }
  end_table(h, r.evidence.settings.size());
}

void write_defaults(Html& h, const Report& r) {
  for (const AccountDefaults& d : r.evidence.account_defaults)
    h.element("p", fmt::format("Default of an account and Region: HttpTokens "
                               "{}, hop limit {}, endpoint {}.",
                               known(d.http_tokens), known(d.hop_limit),
                               known(d.http_endpoint)));
}

struct Calls {
  std::string host;
  std::int64_t start = 0, end = 0;
  std::uint64_t aws = 0, survey = 0, windows = 0, less = 0;
};

std::map<std::string, Calls> by_instance(const Report& r) {
  std::map<std::string, Calls> all;
  for (const Reconciliation& w : r.reconciled) {
    Calls& c = all[w.instance];
    c.host = w.host;
    c.start = c.windows == 0 ? w.start : std::min(c.start, w.start);
    c.end = std::max(c.end, w.end);
    c.aws += w.aws;
    c.survey += w.survey;
    ++c.windows;
    c.less += w.aws > w.survey;
  }
  return all;
}

} // namespace

void write_settings(Html& h, const Report& r) {
  if (r.evidence.settings.empty() && r.evidence.account_defaults.empty())
    return;
  begin_section(h, "settings", "Settings", "as AWS says");
  write_defaults(h, r);
  if (!r.evidence.settings.empty())
    write_instances(h, r);
  end_section(h);
}

void write_reconciled(Html& h, const Report& r) {
  const auto all = by_instance(r);
  if (all.empty())
    return;
  begin_section(h, "reconciled", "Counted by AWS", "calls without a token");
  begin_table(h, {"Instance", "Host", "From", "To", "#AWS counted",
                  "#Survey saw", "#Windows with fewer"});
  std::size_t left = kMaxRows;
  for (const auto& [id, c] : all) {
    if (left-- == 0)
      break;
    h.raw("<tr><td class=\"mono\">").text(id).raw("</td>");
    h.element("td", c.host.empty() ? "not surveyed" : c.host);
    h.element("td", short_time(c.start)).element("td", short_time(c.end));
    h.element("td class=n", grouped(c.aws));
    h.element("td class=n", grouped(c.survey));
    h.element("td class=n", fmt::format("{} of {}", c.less, c.windows));
    h.raw("</tr>\n");
  }
  end_table(h, all.size());
  end_section(h);
}

} // namespace imds::report
