// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/clients.h"

#include "reports/rule_file.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

using nlohmann::json;

int index_of(const json& value) {
  if (value.is_number_integer())
    return value.get<int>();
  return value == "self" ? kReceiver : value == "result" ? kResult : kAbsent;
}

Operand operand(const json& row, const char* key) {
  Operand out;
  auto at = row.find(key);
  if (at == row.end())
    return out;
  out.argument = index_of(*at);
  if (out.argument == kAbsent && at->is_string())
    out.constant = at->get<std::string>();
  return out;
}

std::vector<std::string> words(const json& row, const char* key) {
  std::vector<std::string> out;
  auto at = row.find(key);
  if (at == row.end())
    return out;
  if (at->is_string())
    return {at->get<std::string>()};
  for (const json& word : *at)
    out.push_back(word.get<std::string>());
  return out;
}

std::string lines(const json& rule, const char* key) {
  std::string out;
  for (const std::string& line : words(rule, key))
    out += (out.empty() ? "" : "\n") + line;
  return out;
}

void read_when(const json& row, Row& out) {
  auto at = row.find("when");
  if (at == row.end())
    return;
  out.when = index_of((*at)["argument"]);
  out.is = words(*at, "is");
}

Row read_row(const json& row, const std::string& library) {
  Row out;
  out.library = library;
  out.classes = words(row, "class");
  out.construct = row.value("construct", false);
  out.command = row.value("command", false);
  read_when(row, out);
  if (row.contains("on"))
    out.on = index_of(row["on"]);
  out.object = row.contains("object") ? index_of(row["object"])
               : out.construct        ? kResult
                                      : kReceiver;
  for (auto [key, into] :
       std::initializer_list<std::pair<const char*, Operand*>>{
           {"url", &out.url},
           {"host", &out.host},
           {"path", &out.path},
           {"method", &out.method},
           {"raw", &out.raw},
           {"body", &out.body},
           {"shell", &out.shell},
           {"header", &out.header},
           {"header_name", &out.header_name},
           {"header_value", &out.header_value},
           {"headers", &out.headers}})
    *into = operand(row, key);
  if (row.contains("words"))
    out.words = index_of(row["words"]);
  if (row.contains("output"))
    out.output = index_of(row["output"]);
  for (const json& index : row.value("link", json::array()))
    out.link.push_back(index_of(index));
  out.reset = row.value("reset", false);
  out.send = row.value("send", false);
  out.later = row.value("later", false);
  out.upload = row.value("upload", false);
  out.returns = row.value("returns", "");
  out.gives = row.value("gives", "");
  out.verdict = row.value("verdict", "");
  out.rule = row.value("rule", "");
  out.v2_if = words(row, "v2_if");
  return out;
}

} // namespace

void Clients::add_row(const json& row, const std::string& library) {
  Row read = read_row(row, library);
  classes_.insert(read.classes.begin(), read.classes.end());
  for (const std::string& name : words(row, "call"))
    if (read.command)
      commands_[name] = read;
    else
      rows_[name].push_back(read);
}

void Clients::add(const json& file) {
  std::string name = file["library"].get<std::string>();
  Library& library = libraries_[name];
  library.name = name;
  library.title = file.value("title", name);
  library.fallback_fix = lines(file, "fallback_fix");
  for (const json& rule : file.value("rules", json::array())) {
    RuleText text{rule["id"].get<std::string>(),
                  rule["summary"].get<std::string>(), lines(rule, "why"),
                  lines(rule, "fix")};
    by_id_[text.id] = text;
    library.rules.try_emplace(rule.value("verdict", ""), text);
  }
  for (const json& row : file.value("calls", json::array()))
    add_row(row, name);
}

Result<Clients> Clients::load(const std::vector<std::string>& extra_dirs) {
  auto files = load_rules("clients", extra_dirs);
  if (!files)
    return std::unexpected(files.error());
  Clients clients;
  for (const RuleFile& file : *files)
    clients.add(file.content);
  return clients;
}

const std::vector<Row>* Clients::rows(const std::string& last_name) const {
  auto at = rows_.find(last_name);
  return at == rows_.end() ? nullptr : &at->second;
}

const Row* Clients::command(const std::string& program) const {
  auto at = commands_.find(program);
  return at == commands_.end() ? nullptr : &at->second;
}

bool Clients::names_command(const std::string& text) const {
  return std::ranges::any_of(commands_, [&](const auto& command) {
    return text.find(command.first) != std::string::npos;
  });
}

const Library* Clients::library(const std::string& name) const {
  auto at = libraries_.find(name);
  return at == libraries_.end() ? nullptr : &at->second;
}

const RuleText* Clients::rule(const std::string& id) const {
  auto at = by_id_.find(id);
  return at == by_id_.end() ? nullptr : &at->second;
}

} // namespace imds::analyzer::link
