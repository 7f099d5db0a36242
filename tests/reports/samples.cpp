// SPDX-License-Identifier: Apache-2.0
#include "samples.h"

#include "reports/evidence_lines.h"
#include "reports/render.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace imds::report::samples {
namespace {

using nlohmann::json;

std::string patched(const char* base, const std::string& patch) {
  json fact = json::parse(base);
  fact.update(json::parse(patch));
  return fact.dump();
}

} // namespace

std::string survey(const std::string& patch) {
  return patched(R"({"fact":"survey","schema":1,"host":"web-1","survey":"u1",
    "seq":1000,"source":"live","start":"2026-11-01T00:00:00.000Z",
    "end":"2026-11-09T00:00:00.000Z","packets":100,"dropped":0,"gaps":0,
    "requests":0,"attributed":0,"unattributed":0,"unknown":0,"method":"ebpf",
    "interfaces":[],"boot_covered":true,"last":true})",
                 patch);
}

std::string scan(const std::string& patch) {
  return patched(R"({"fact":"scan","schema":1,"host":null,"scan":"s1","seq":1,
    "root":"shop","files":210,"parsed":12,"with_errors":0,"skipped":{},
    "unread":[],"ledger":{},"code_files":210,"findings":0,
    "end":"2026-11-30T00:00:00.000Z","rules_version":"1","tool_version":"1"})",
                 patch);
}

std::string sighting(const std::string& patch) {
  return patched(R"({"fact":"sighting","schema":1,"host":"web-1","survey":"u1",
    "seq":1,"first":"2026-11-02T01:00:00.000Z",
    "last":"2026-11-02T01:00:10.000Z","class":"v2_ok","count":3,
    "method":"GET","path":"/latest/meta-data/placement/region","status":200,
    "endpoint":"169.254.169.254","peer":null,"user_agent":"agent/2.0",
    "reply_ttl":64,"cause":null,"pid":812,
    "start_time":"2026-11-02T01:00:00.000Z","comm":"agent",
    "exe":"/usr/bin/agent","argv":["agent","-d"],"uid":0,"user":"root",
    "parents":[{"pid":1,"comm":"systemd"}],
    "cgroup":"/system.slice/agent.service","unit":"agent.service",
    "container":null,"runtime":null,"pod":null,"netns":4026531840,
    "attribution":"ebpf","confidence":"high"})",
                 patch);
}

std::string finding(const std::string& patch) {
  return patched(R"({"fact":"finding","schema":1,"host":null,"scan":"s1",
    "seq":2,"verdict":"v2","under_required":"survives","confidence":"high",
    "read_as":"build","rule":"libcurl.get","file":"src/role.cpp","line":12,
    "column":3,"function":"Role::fetch","message":"asks for the role",
    "trace":[],"fix":"","switch":null,"fingerprint":"f1"})",
                 patch);
}

std::string setting(const std::string& patch) {
  return patched(R"({"fact":"setting","schema":1,"host":"web-1","scan":"i1",
    "seq":1,"instance":"i-0abc0123456789def","http_tokens":"optional",
    "http_endpoint":"enabled","hop_limit":1,"ipv6":"disabled",
    "no_token_count":null,"window_start":null,"window_end":null})",
                 patch);
}

std::string software(const std::string& patch) {
  return patched(R"({"fact":"software","schema":1,"host":null,"scan":"s1",
    "seq":3,"name":"botocore","version":"1.31.0","ecosystem":"pypi",
    "path":"requirements.txt","speaks":"v1-fallback","first_v2":"1.13.25",
    "why":"listed"})",
                 patch);
}

std::vector<std::string> complete(std::vector<std::string> lines) {
  std::uint64_t seq = 1, requests = 0;
  bool has_survey = false, has_scan = false;
  for (std::string& line : lines) {
    json fact = json::parse(line);
    has_survey |= fact["fact"] == "survey";
    has_scan |= fact["fact"] == "scan";
    if (fact["fact"] == "sighting")
      requests += fact["count"].get<std::uint64_t>();
    fact["seq"] = seq++;
    line = fact.dump();
  }
  if (!has_survey)
    lines.push_back(survey(json{{"requests", requests}}.dump()));
  if (!has_scan)
    lines.push_back(scan(R"({"seq": 1000})"));
  return lines;
}

Needs defaults() {
  Needs needs;
  needs.now = 1'796'083'200LL * 1'000'000'000; // 2026-12-01
  return needs;
}

Report judged(const std::vector<std::string>& lines, const Needs& needs) {
  const std::string path = std::filesystem::temp_directory_path() /
                           fmt::format("imds-report-{}.ndjson", getpid());
  std::ofstream file(path);
  for (const std::string& line : lines)
    file << line << '\n';
  file.close();
  static const Knowledge knowledge = Knowledge::load({}).value();
  Merge merge(knowledge.imds);
  auto reader = LineReader::open(path);
  read_evidence("evidence.ndjson", *reader, merge);
  std::remove(path.c_str());
  return judge(merge.finish(), needs, knowledge);
}

std::string as_json(const Report& r) {
  StringSink out;
  render_json(r, out);
  return out.text();
}

} // namespace imds::report::samples
