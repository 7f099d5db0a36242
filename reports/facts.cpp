// SPDX-License-Identifier: Apache-2.0
#include "reports/facts.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

namespace imds {
namespace {

using Json = nlohmann::ordered_json;

template <class T> Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json head(const char* fact, const char* run_key, const Origin& origin) {
  return {{"fact", fact},
          {"schema", kEvidenceSchema},
          {"host", or_null(origin.host)},
          {run_key, origin.run},
          {"seq", origin.seq}};
}

Json steps(const std::vector<TraceStep>& trace) {
  Json out = Json::array();
  for (const TraceStep& s : trace)
    out.push_back({{"file", s.file},
                   {"line", s.line},
                   {"function", s.function},
                   {"note", s.note}});
  return out;
}

Json switch_or_null(const std::optional<Switch>& s) {
  if (!s)
    return nullptr;
  return {
      {"name", s->name}, {"default", s->default_value}, {"effect", s->effect}};
}

Json parents(const std::vector<Parent>& chain) {
  Json out = Json::array();
  for (const Parent& p : chain)
    out.push_back({{"pid", p.pid}, {"comm", p.comm}});
  return out;
}

} // namespace

bool is_instance_id(std::string_view id) {
  return !id.empty() && !id.starts_with('-') &&
         std::ranges::all_of(
             id, [](unsigned char c) { return std::isalnum(c) || c == '-'; });
}

Json to_json(const Finding& f) {
  Json j = head("finding", "scan", f.origin);
  j["verdict"] = f.verdict;
  j["under_required"] = f.under_required;
  j["confidence"] = f.confidence;
  j["read_as"] = f.read_as;
  j["rule"] = f.rule;
  j["file"] = f.file;
  j["line"] = f.line;
  j["column"] = f.column;
  j["function"] = f.function;
  j["message"] = f.message;
  j["trace"] = steps(f.trace);
  j["fix"] = f.fix;
  j["switch"] = switch_or_null(f.config_switch);
  j["fingerprint"] = f.fingerprint;
  j["target"] = or_null(f.target);
  j["strings"] = f.strings;
  if (!f.literals.empty())
    j["literals"] = f.literals;
  return j;
}

Json to_json(const Scan& s) {
  Json j = head("scan", "scan", s.origin);
  j["root"] = s.root;
  j["files"] = s.files;
  j["parsed"] = s.parsed;
  j["with_errors"] = s.with_errors;
  j["skipped"] = s.skipped;
  j["unread"] = s.unread;
  j["ledger"] = s.ledger;
  j["not_analyzed"] = s.not_analyzed;
  j["unexplained"] = or_null(s.unexplained);
  j["allowed"] = s.allowed;
  j["code_files"] = or_null(s.code_files);
  j["findings"] = or_null(s.findings);
  j["end"] = or_null(s.end);
  j["rules_version"] = s.rules_version;
  j["tool_version"] = s.tool_version;
  return j;
}

Json to_json(const Software& s) {
  Json j = head("software", "scan", s.origin);
  j["name"] = s.name;
  j["version"] = s.version;
  j["ecosystem"] = s.ecosystem;
  j["path"] = s.path;
  j["speaks"] = s.speaks;
  j["first_v2"] = or_null(s.first_v2);
  j["why"] = s.why;
  if (!s.strings.empty())
    j["strings"] = s.strings;
  return j;
}

Json to_json(const Survey& s) {
  Json j = head("survey", "survey", s.origin);
  j["source"] = s.source;
  j["start"] = s.start;
  j["end"] = s.end;
  j["packets"] = s.packets;
  j["dropped"] = s.dropped;
  j["gaps"] = s.gaps;
  j["requests"] = s.requests;
  j["attributed"] = s.attributed;
  j["unattributed"] = s.unattributed;
  j["unknown"] = s.unknown;
  j["method"] = s.method;
  j["interfaces"] = s.interfaces;
  if (s.one_namespace)
    j["one_namespace"] = true;
  j["boot_covered"] = s.boot_covered;
  j["last"] = s.last;
  j["instance"] = or_null(s.instance);
  return j;
}

Json to_json(const Sighting& s) {
  Json j = head("sighting", "survey", s.origin);
  j["first"] = s.first;
  j["last"] = s.last;
  j["class"] = s.request_class;
  j["count"] = s.count;
  j["method"] = or_null(s.method);
  j["path"] = or_null(s.path);
  j["status"] = or_null(s.status);
  j["endpoint"] = s.endpoint;
  j["peer"] = or_null(s.peer);
  j["user_agent"] = or_null(s.user_agent);
  j["reply_ttl"] = or_null(s.reply_ttl);
  j["cause"] = or_null(s.cause);
  j["pid"] = or_null(s.pid);
  if (s.pids)
    j["pids"] = *s.pids;
  if (s.go_between)
    j["go_between"] = *s.go_between;
  j["start_time"] = or_null(s.start_time);
  j["comm"] = or_null(s.comm);
  j["exe"] = or_null(s.exe);
  j["argv"] = or_null(s.argv);
  j["uid"] = or_null(s.uid);
  j["user"] = or_null(s.user);
  j["parents"] = parents(s.parents);
  j["cgroup"] = or_null(s.cgroup);
  j["unit"] = or_null(s.unit);
  j["container"] = or_null(s.container);
  if (s.image)
    j["image"] = *s.image;
  j["runtime"] = or_null(s.runtime);
  j["pod"] = or_null(s.pod);
  j["netns"] = or_null(s.netns);
  j["attribution"] = s.attribution;
  j["confidence"] = s.confidence;
  return j;
}

Json to_json(const Setting& s) {
  Json j = head("setting", "scan", s.origin);
  j["instance"] = s.instance;
  j["http_tokens"] = or_null(s.http_tokens);
  j["http_endpoint"] = or_null(s.http_endpoint);
  j["hop_limit"] = or_null(s.hop_limit);
  j["ipv6"] = or_null(s.ipv6);
  j["no_token_count"] = or_null(s.no_token_count);
  j["window_start"] = or_null(s.window_start);
  j["window_end"] = or_null(s.window_end);
  return j;
}

} // namespace imds
