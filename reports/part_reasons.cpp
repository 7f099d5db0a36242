// SPDX-License-Identifier: Apache-2.0
//
// A part is judged by its own evidence and by what is missing for all. Reasons
// are made where they are written down and not kept: a fleet has as many parts
// as callers.
//
// Tested by tests/reports/part_reasons_test.cpp.
#include "reports/part_reasons.h"

#include "reports/gap.h"
#include "reports/paragraph.h"

#include <fmt/format.h>

#include <algorithm>

namespace imds::report {
namespace {

std::string none_of(std::uint64_t n, const char* what) {
  return "none of its " + counted(n, what) + " would break";
}

std::string incomplete(const std::string& piece) {
  return "nothing seen of it would break, but " + piece;
}

/// The first piece that is missing of no host in particular, and `fits`.
template <class Fits>
std::string missing_for_all(const Report& r, const Fits& fits) {
  const auto at = std::ranges::find_if(r.missing, [&fits](const Item& item) {
    return item.host_count == 0 && fits(item);
  });
  return at == r.missing.end() ? "" : missing_text(*at);
}

std::string missing_for_all(const Report& r) {
  return missing_for_all(r, [](const Item&) { return true; });
}

const JudgedHost* host_of(const Report& r, const std::string& name) {
  const auto at =
      std::ranges::lower_bound(r.hosts, name, {}, &JudgedHost::name);
  return at == r.hosts.end() || at->name != name ? nullptr : &*at;
}

// The first host of the service that lacks something.
std::string missing_of_hosts(const Report& r, const Service& s) {
  for (const std::uint32_t c : s.callers) {
    const CallerKey& key = r.evidence.callers[c].key;
    const JudgedHost* host = host_of(r, r.evidence.names.text(key.host));
    if (host && !host->missing.empty())
      return (host->name.empty() ? "" : "of " + host->name + ", ") +
             info(host->missing.front()).why;
  }
  return "";
}

std::string place_that_breaks(const Report& r, const Service& s) {
  for (const std::uint32_t j : s.joins) {
    const Join& join = r.joins[j];
    const Finding& f = r.evidence.findings[join.finding];
    if (join.sure() && any(r.findings[join.finding].rules, Weight::blocker))
      return fmt::format("its code at {}:{} would break", f.file, f.line);
  }
  return "";
}

bool is_in(const Component& c, const std::string& place) {
  const auto slash = place.find('/');
  return slash == std::string::npos ? c.name == "(top folder)"
                                    : c.name == place.substr(0, slash);
}

} // namespace

std::string tags_text(const Item& item) {
  std::string out = fmt::format("{}", fmt::join(item.tags, ", "));
  if (item.tag_count > item.tags.size())
    out += fmt::format(" and {} more", item.tag_count - item.tags.size());
  return out;
}

std::string peers_text(const Report& r, const Item& item) {
  std::set<std::string> peers;
  if (item.service)
    for (const std::uint32_t c : r.services[*item.service].callers)
      peers.insert(r.evidence.names.text(r.evidence.callers[c].key.peer));
  peers.erase("");
  return first_names({peers.begin(), peers.end()}, peers.size());
}

std::string missing_text(const Item& piece) {
  return piece.kind == "input" ? piece.who + " " + piece.text : piece.text;
}

std::string reason_of(const Report& r, const JudgedHost& host) {
  if (host.verdict == Verdict::not_ready)
    return fmt::format("{} of its {} would break", host.blockers,
                       counted(host.callers, "caller"));
  if (host.verdict == Verdict::ready)
    return none_of(host.callers, "caller");
  return incomplete(host.missing.empty() ? missing_for_all(r)
                                         : info(host.missing.front()).why);
}

std::string reason_of(const Report& r, const Service& s) {
  if (s.verdict == Verdict::not_ready) {
    const auto rules = only(s.rules, Weight::blocker);
    return rules.empty() ? place_that_breaks(r, s) : info(rules.front()).why;
  }
  if (s.verdict == Verdict::ready)
    return none_of(s.requests, "request");
  const std::string of_host = missing_of_hosts(r, s);
  return incomplete(of_host.empty() ? missing_for_all(r) : of_host);
}

std::string reason_of(const Report& r, const Image& image) {
  const auto verdict = [&r](std::uint32_t s) { return r.services[s].verdict; };
  const auto worst = static_cast<std::uint64_t>(
      std::ranges::count(image.services, image.verdict, verdict));
  if (image.verdict == Verdict::not_ready)
    return fmt::format("{} of its {} would break", worst,
                       counted(image.services.size(), "program"));
  if (image.verdict == Verdict::ready)
    return none_of(image.services.size(), "program");
  return reason_of(
      r,
      r.services[*std::ranges::find(image.services, image.verdict, verdict)]);
}

std::string reason_of(const Report& r, const Component& c) {
  const auto all = c.blockers + c.cautions + c.clear;
  if (c.verdict == Verdict::not_ready)
    return fmt::format("{} of its {} would break", c.blockers,
                       counted(all, "place"));
  if (c.verdict == Verdict::ready)
    return none_of(all, "place");
  return incomplete(missing_for_all(r, [&c](const Item& item) {
    return item.kind != "finding" || is_in(c, item.who);
  }));
}

} // namespace imds::report
