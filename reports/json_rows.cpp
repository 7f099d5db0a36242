// SPDX-License-Identifier: Apache-2.0
#include "reports/json_rows.h"

#include "reports/evidence.h"
#include "reports/facts.h"
#include "reports/part_reasons.h"

#include <nlohmann/json.hpp>

namespace imds::report {

using nlohmann::ordered_json;

namespace {

// Unknown is null, never "".
ordered_json known(const std::string& text) {
  return text.empty() ? ordered_json(nullptr) : ordered_json(text);
}

ordered_json rule_ids(const std::vector<Rule>& rules) {
  ordered_json out = ordered_json::array();
  for (const Rule r : rules)
    out.push_back(info(r).id);
  return out;
}

ordered_json rule_ids(const Rules& rules, Weight weight) {
  return rule_ids(only(rules, weight));
}

ordered_json trait_row(const Caller& c, Trait kind, const Names& names) {
  ordered_json out = ordered_json::array();
  for (const Caller::TraitValue& t : c.traits)
    if (t.kind == kind)
      out.push_back(names.text(t.value));
  return out;
}

ordered_json counts_row(const Caller& c) {
  ordered_json out = ordered_json::object();
  for (std::size_t i = 0; i < kClassCount; ++i)
    if (c.counts[i] > 0)
      out[name(static_cast<RequestClass>(i))] = c.counts[i];
  return out;
}

ordered_json paths_row(const Caller& c, const Names& names) {
  ordered_json out = ordered_json::array();
  for (const PathRow& p : c.paths)
    out.push_back({{"path", known(names.text(p.path))},
                   {"method", known(names.text(p.method))},
                   {"class", name(p.request_class)},
                   {"status", p.status < 0 ? ordered_json(nullptr)
                                           : ordered_json(p.status)},
                   {"count", p.count}});
  return out;
}

ordered_json pins_row(const Report& r, const std::vector<Pin>& pins) {
  ordered_json out = ordered_json::array();
  for (const Pin& pin : pins) {
    const Software& s = r.evidence.software[pin.software];
    out.push_back({{"name", s.name},
                   {"version", known(s.version)},
                   {"path", s.path},
                   {"why", pin.why},
                   {"confidence", pin.confidence}});
  }
  return out;
}

ordered_json joins_row(const Report& r, const std::vector<std::uint32_t>& ids) {
  ordered_json out = ordered_json::array();
  for (const std::uint32_t id : ids)
    out.push_back(row_of(r, r.joins[id]));
  return out;
}

void add_process(ordered_json& row, const Caller& c, const Names& names) {
  const std::string& program = names.text(c.key.program);
  const bool is_path = program.starts_with('/');
  row["exe"] = is_path ? ordered_json(program) : ordered_json(nullptr);
  row["comm"] = known(c.comm != 0 ? names.text(c.comm)
                      : is_path   ? ""
                                  : program);
  row["script"] = known(names.text(c.key.script));
  row["argv"] = known(c.argv);
  row["user"] = known(names.text(c.key.user));
  row["unit"] = known(names.text(c.key.unit));
  row["contained"] = c.contained();
  for (const auto& [key, kind] : {std::pair{"parents", Trait::parent},
                                  {"go_betweens", Trait::go_between},
                                  {"runtimes", Trait::runtime},
                                  {"containers", Trait::container},
                                  {"images", Trait::image},
                                  {"pods", Trait::pod},
                                  {"user_agents", Trait::agent},
                                  {"peers", Trait::peer},
                                  {"endpoints", Trait::endpoint},
                                  {"causes", Trait::cause},
                                  {"attribution", Trait::attribution}})
    row[key] = trait_row(c, kind, names);
}

} // namespace

ordered_json time_row(std::int64_t ns) {
  return ns == 0 ? ordered_json(nullptr)
                 : ordered_json(evidence::format_time(ns));
}

ordered_json row_of(const Report& r, const Item& item) {
  ordered_json findings = ordered_json::array();
  for (const std::uint32_t f : item.findings)
    findings.push_back(r.evidence.findings[f].fingerprint);
  ordered_json row = {{"id", item.id},
                      {"kind", item.kind},
                      {"rules", rule_ids(item.rules)},
                      {"who", known(item.who)},
                      {"team", known(item.team)},
                      {"text", item.text},
                      {"settle", known(item.settle)},
                      {"hosts", item.hosts},
                      {"host_count", item.host_count}};
  if (item.kind == "coverage" || item.kind == "input")
    return row;
  row["requests"] = item.requests;
  row["confidence"] = known(item.confidence);
  row["findings"] = std::move(findings);
  if (!item.tags.empty()) {
    row["tags"] = item.tags;
    row["tag_count"] = item.tag_count;
  }
  if (item.loss != Loss::none) {
    row["consequence"] = name(item.loss);
    row["meaning"] = meaning(item.loss);
    row["on_refusal"] = known(item.on_refusal);
  }
  if (info(item.rules.front()).weight == Weight::blocker)
    row["latent"] = item.latent;
  row["known"] = item.known;
  return row;
}

ordered_json caller_row(const Report& r, std::uint32_t index) {
  const Caller& c = r.evidence.callers[index];
  const JudgedCaller& j = r.callers[index];
  const Names& names = r.evidence.names;
  const Service& s = r.services[j.service];
  ordered_json row = {{"host", known(names.text(c.key.host))},
                      {"name", display_name(c.key, names)},
                      {"service", s.name},
                      {"team", known(s.team)},
                      {"verdict", name(j.verdict)},
                      {"blockers", rule_ids(j.rules, Weight::blocker)},
                      {"cautions", rule_ids(j.rules, Weight::caution)},
                      {"consequence", j.loss == Loss::none
                                          ? ordered_json(nullptr)
                                          : ordered_json(name(j.loss))},
                      {"requests", c.requests()},
                      {"tokenless", c.asked_without_token()},
                      {"v2", c.spoke_v2()},
                      {"classes", counts_row(c)},
                      {"first", time_row(c.first)},
                      {"last", time_row(c.last)},
                      {"last_tokenless", time_row(c.last_tokenless)},
                      {"last_token", time_row(c.last_token)}};
  add_process(row, c, names);
  row["last_pid"] =
      c.last_pid < 0 ? ordered_json(nullptr) : ordered_json(c.last_pid);
  row["lowest_reply_ttl"] = c.lowest_reply_ttl < 0
                                ? ordered_json(nullptr)
                                : ordered_json(c.lowest_reply_ttl);
  row["attributed"] = c.sure;
  row["unattributed"] = c.guessed;
  row["paths"] = paths_row(c, names);
  row["paths_cut"] = c.paths_cut;
  row["client"] = known(s.client);
  row["first_v2"] = known(s.first_v2);
  row["pins"] = pins_row(r, s.pins);
  row["joins"] = joins_row(r, s.joins);
  return row;
}

ordered_json finding_row(const Report& r, std::uint32_t index) {
  const JudgedFinding& j = r.findings[index];
  ordered_json row = to_json(r.evidence.findings[index]);
  for (const char* key : {"fact", "schema", "seq"})
    row.erase(key);
  row["team"] = known(j.team);
  row["readiness"] = name(verdict_of(j.rules));
  row["blockers"] = rule_ids(j.rules, Weight::blocker);
  row["cautions"] = rule_ids(j.rules, Weight::caution);
  row["consequence"] = name(j.loss);
  row["joins"] = joins_row(r, j.joins);
  return row;
}

ordered_json setting_row(const Report& r, const Setting& s) {
  ordered_json row = to_json(s);
  for (const char* key : {"fact", "schema", "seq", "scan", "survey",
                          "no_token_count", "window_start", "window_end"})
    row.erase(key);
  const auto at = r.evidence.setting_conflicts.find(s.instance);
  row["conflicts"] = at == r.evidence.setting_conflicts.end()
                         ? std::set<std::string>()
                         : at->second;
  return row;
}

ordered_json row_of(const Command& c) {
  return {{"step", c.step},       {"kind", c.kind},
          {"title", c.title},     {"note", known(c.note)},
          {"command", c.command}, {"reversible", c.reversible}};
}

ordered_json row_of(const Report& r, const Service& s) {
  return {{"name", s.name},
          {"image", known(s.image)},
          {"tags", s.tags},
          {"team", known(s.team)},
          {"verdict", name(s.verdict)},
          {"reason", reason_of(r, s)},
          {"blockers", rule_ids(s.rules, Weight::blocker)},
          {"cautions", rule_ids(s.rules, Weight::caution)},
          {"callers", s.callers.size()},
          {"requests", s.requests},
          {"tokenless", s.tokenless},
          {"v2", s.v2},
          {"first", time_row(s.first)},
          {"last", time_row(s.last)},
          {"client", known(s.client)},
          {"first_v2", known(s.first_v2)},
          {"third_party", is_third_party(r, s)}};
}

ordered_json row_of(const Report& r, const JudgedHost& h) {
  return {{"name", known(h.name)},         {"instance", known(h.instance)},
          {"verdict", name(h.verdict)},    {"reason", reason_of(r, h)},
          {"callers", h.callers},          {"blockers", h.blockers},
          {"missing", rule_ids(h.missing)}};
}

ordered_json row_of(const Report& r, const Image& image) {
  ordered_json services = ordered_json::array();
  for (const std::uint32_t s : image.services)
    services.push_back(r.services[s].name);
  return {{"name", image.name},
          {"tags", image.tags},
          {"verdict", name(image.verdict)},
          {"reason", reason_of(r, image)},
          {"services", std::move(services)},
          {"requests", image.requests},
          {"tokenless", image.tokenless},
          {"v2", image.v2}};
}

ordered_json row_of(const Report& r, const Component& c) {
  return {{"name", c.name},
          {"team", known(c.team)},
          {"verdict", name(c.verdict)},
          {"reason", reason_of(r, c)},
          {"blockers", c.blockers},
          {"cautions", c.cautions},
          {"clear", c.clear}};
}

ordered_json row_of(const Report& r, const Join& j) {
  const Finding& f = r.evidence.findings[j.finding];
  return {{"service", r.services[j.service].name},
          {"finding", f.fingerprint},
          {"file", f.file},
          {"line", f.line},
          {"why", j.why},
          {"confidence", j.confidence}};
}

ordered_json row_of(const Reconciliation& r) {
  return {{"instance", r.instance},
          {"host", known(r.host)},
          {"start", time_row(r.start)},
          {"end", time_row(r.end)},
          {"aws", r.aws},
          {"survey", r.survey},
          {"covered", r.covered}};
}

} // namespace imds::report
