// SPDX-License-Identifier: Apache-2.0
//
// From judged callers and findings to the lines that people act on: one item a
// program, not one a request. Where a finding and a caller are surely the same
// program (a join of at least medium confidence) they are one item; code that
// was never seen to ask without a token, while somebody looked, stands alone
// and is *latent*.
#include "reports/judge.h"
#include "reports/services.h"

#include <fmt/format.h>

#include <set>

namespace imds::report {
namespace {

constexpr std::size_t kNamedHosts = 5;
constexpr std::size_t kNamedTags = 5;

std::string place(const Finding& f) {
  return fmt::format("{}:{}", f.file, f.line);
}

void name_hosts(Item& item, const Report& r, const Service& s, Weight weight) {
  std::set<std::string> hosts;
  for (const std::uint32_t c : s.callers)
    if (any(r.callers[c].rules, weight))
      hosts.insert(r.evidence.names.text(r.evidence.callers[c].key.host));
  item.host_count = hosts.size();
  for (const std::string& host : hosts)
    if (item.hosts.size() < kNamedHosts && !host.empty())
      item.hosts.push_back(host);
}

// Of the image, those that the item is about: a newer one may be mended.
void name_tags(Item& item, const Report& r, const Service& s, Weight weight) {
  std::set<std::string> tags;
  for (const std::uint32_t c : s.callers)
    if (any(r.callers[c].rules, weight))
      tags.merge(tags_of(r.evidence.callers[c], r.evidence.names));
  item.tag_count = tags.size();
  for (const std::string& tag : tags)
    if (item.tags.size() < kNamedTags)
      item.tags.push_back(tag);
}

std::string surest(const Report& r, const Service& s) {
  std::uint64_t sure = 0, guessed = 0;
  for (const std::uint32_t c : s.callers) {
    sure += r.evidence.callers[c].sure;
    guessed += r.evidence.callers[c].guessed;
  }
  return guessed == 0 ? "high" : sure > 0 ? "medium" : "low";
}

std::string why(const Service& s, Rule rule) {
  if (rule != Rule::traffic_old_client)
    return info(rule).why;
  if (s.first_v2.empty())
    return "uses " + s.client + ", which never learned v2";
  return fmt::format("uses {}, older than {}, the first version that speaks v2",
                     s.client, s.first_v2);
}

bool is_old(const Service& s) {
  return s.rules[static_cast<std::size_t>(Rule::traffic_old_client)];
}

// Of a client that is known to be too old, the upgrade is the fix.
std::string settle(const Report& r, const Service& s, Rule rule) {
  const bool by_client =
      rule == Rule::traffic_old_client || rule == Rule::traffic_v1;
  if (!by_client || !is_old(s) || s.first_v2.empty())
    return info(rule).settle;
  std::string out =
      fmt::format("upgrade {} to {} or later", s.client_name, s.first_v2);
  if (!s.pins.empty() && s.pins.front().confidence != "low")
    out += ", in " + r.evidence.software[s.pins.front().software].path;
  return out;
}

// Each rule that fired, the weightiest first.
std::string sentence(const Service& s, const std::vector<Rule>& rules) {
  std::string out;
  for (const Rule rule : rules)
    out += (out.empty() ? "" : "; ") + why(s, rule);
  return out;
}

Item of_service(const Report& r, std::uint32_t index, Weight weight) {
  const Service& s = r.services[index];
  Item item;
  item.rules = only(s.rules, weight);
  item.kind = "caller";
  item.id = item_id("caller", s.name);
  item.who = s.name;
  item.team = s.team;
  item.text = sentence(s, item.rules);
  item.settle = settle(r, s, item.rules[0]);
  item.requests = weight == Weight::blocker ? s.tokenless : s.requests;
  item.confidence = surest(r, s);
  item.service = index;
  if (weight == Weight::blocker) {
    item.loss = s.loss;
    item.on_refusal = s.on_refusal;
  }
  name_hosts(item, r, s, weight);
  name_tags(item, r, s, weight);
  return item;
}

Item of_finding(const Report& r, std::uint32_t index, Weight weight) {
  const Finding& f = r.evidence.findings[index];
  Item item;
  item.rules = only(r.findings[index].rules, weight);
  item.kind = "finding";
  item.id = finding_id(f);
  item.who = place(f);
  item.text = f.message.empty() ? info(item.rules[0]).why : f.message;
  item.settle = f.fix.empty() || weight == Weight::missing
                    ? info(item.rules[0]).settle
                    : f.fix;
  item.confidence = f.confidence;
  item.findings = {index};
  if (weight == Weight::blocker)
    item.loss = r.findings[index].loss;
  return item;
}

// The findings that are this service's own code.
std::vector<std::uint32_t> own_findings(const Report& r, const Service& s,
                                        Weight weight) {
  std::vector<std::uint32_t> out;
  for (const std::uint32_t j : s.joins)
    if (r.joins[j].sure() && any(r.findings[r.joins[j].finding].rules, weight))
      out.push_back(r.joins[j].finding);
  return out;
}

/// The fix of each finding, under its place if there are several.
std::string fixes_of(const Report& r, const std::vector<std::uint32_t>& ids) {
  std::string out;
  std::size_t number = 0;
  for (const std::uint32_t id : ids)
    number += !r.evidence.findings[id].fix.empty();
  for (const std::uint32_t id : ids) {
    const Finding& f = r.evidence.findings[id];
    if (f.fix.empty())
      continue;
    out += number > 1 ? place(f) + ":\n" + f.fix + '\n' : f.fix;
  }
  return number > 1 ? out.substr(0, out.size() - 1) : out;
}

void list_services(Report& r, std::vector<bool>& told) {
  for (std::uint32_t i = 0; i < r.services.size(); ++i) {
    const Service& s = r.services[i];
    if (any(s.rules, Weight::blocker)) {
      Item item = of_service(r, i, Weight::blocker);
      item.findings = own_findings(r, s, Weight::blocker);
      for (const std::uint32_t f : item.findings)
        told[f] = true;
      if (std::string fixes = fixes_of(r, item.findings); !fixes.empty())
        item.settle = std::move(fixes);
      r.blockers.push_back(std::move(item));
    }
    if (any(s.rules, Weight::caution))
      r.cautions.push_back(of_service(r, i, Weight::caution));
  }
}

} // namespace

std::string finding_id(const Finding& f) {
  return item_id("finding",
                 f.fingerprint.empty() ? f.file + f.rule : f.fingerprint);
}

void list_items(Report& r) {
  std::vector<bool> told(r.findings.size());
  list_services(r, told);
  for (std::uint32_t i = 0; i < r.findings.size(); ++i) {
    const Rules& rules = r.findings[i].rules;
    if (any(rules, Weight::blocker) && !told[i]) {
      r.blockers.push_back(of_finding(r, i, Weight::blocker));
      r.blockers.back().latent = !r.evidence.hosts.empty();
    }
    if (any(rules, Weight::caution))
      r.cautions.push_back(of_finding(r, i, Weight::caution));
    if (any(rules, Weight::missing))
      r.missing.push_back(of_finding(r, i, Weight::missing));
  }
}

} // namespace imds::report
