// SPDX-License-Identifier: Apache-2.0
//
// Which client is this, and can its version speak v2 at all? SDKs name
// themselves in the User-Agent ("Boto3/1.9.0 ... Botocore/1.12.0"), agents by
// their process. rules/software/ says what each is called ("user-agent": the
// start of a product token; "process": the whole name) and since when it speaks
// v2. A version that is not known is never called old.
//
// Tested by tests/reports/software_test.cpp.
#include "reports/software.h"

#include "reports/judge.h"
#include "reports/lower.h"
#include "reports/program_name.h"
#include "reports/rule_file.h"
#include "reports/versions.h"

#include <fmt/format.h>

#include <algorithm>

namespace imds::report {
namespace {

void set(Rules& rules, Rule rule) { rules.set(static_cast<std::size_t>(rule)); }

} // namespace

ClientTable::Package ClientTable::package_of(const nlohmann::json& j) {
  Package p;
  p.client.name = j["name"].get<std::string>();
  p.client.first_v2 = j.value("first_v2", "");
  p.client.why = j["why"].get<std::string>();
  p.never = j["since_first_v2"] == "v1";
  for (const auto& known : j["known_as"]) {
    const std::string pattern = lower(known["pattern"].get<std::string>());
    if (known["ecosystem"] == "user-agent")
      p.agents.push_back(pattern);
    if (known["ecosystem"] == "process")
      p.processes.push_back(pattern);
  }
  return p;
}

Result<ClientTable>
ClientTable::load(const std::vector<std::string>& extra_dirs) {
  const auto files = load_rules("software", extra_dirs);
  if (!files)
    return std::unexpected(files.error());
  ClientTable table;
  for (const RuleFile& file : *files)
    if (const auto at = file.content.find("packages"); at != file.content.end())
      for (const auto& package : *at)
        table.packages_.push_back(package_of(package));
  return table;
}

std::optional<Client> ClientTable::by_agent(std::string_view user_agent) const {
  std::optional<Client> found;
  const std::string text = lower(user_agent);
  for (const Package& p : packages_)
    for (const std::string& start : p.agents) {
      const auto at = text.find(start);
      if (at == std::string::npos || (at > 0 && text[at - 1] != ' '))
        continue;
      Client c = p.client;
      const auto slash = text.find('/', at);
      if (slash != std::string::npos) {
        const auto end = text.find_first_of(" ;,(", slash);
        c.version = text.substr(slash + 1, end - slash - 1);
      }
      c.old = p.never || (!c.version.empty() && !c.first_v2.empty() &&
                          compare_versions(c.version, c.first_v2) < 0);
      if (!found || (c.old && !found->old))
        found = std::move(c);
    }
  return found;
}

std::optional<Client> ClientTable::by_process(std::string_view name) const {
  const std::string wanted = lower(base_name(name));
  for (const Package& p : packages_)
    if (std::ranges::find(p.processes, wanted) != p.processes.end())
      return p.client;
  return std::nullopt;
}

namespace {

std::optional<Client> client_of(const Caller& c, const Names& names,
                                const ClientTable& clients) {
  std::optional<Client> found;
  for (const Caller::TraitValue& t : c.traits) {
    if (t.kind != Trait::agent)
      continue;
    auto one = clients.by_agent(names.text(t.value));
    if (one && (!found || (one->old && !found->old)))
      found = std::move(one);
  }
  if (!found && c.key.script != 0)
    found = clients.by_process(names.text(c.key.script));
  if (!found && c.key.program != 0)
    found = clients.by_process(names.text(c.key.program));
  return found;
}

} // namespace

namespace {

// What the program does with a 401, where that is known of its kind.
std::string refusal(const Report& r, const Service& s) {
  const CallerKey& key = r.evidence.callers[s.callers.front()].key;
  const auto program = base_name(r.evidence.names.text(key.program));
  if (program == "curl")
    return "curl passes the text of the 401 page on as if it were the answer, "
           "unless it is called with --fail";
  if (program == "wget")
    return "wget prints nothing and exits with 6";
  if (!s.client.empty() && s.loss == Loss::credentials)
    return s.client + " reports that it can locate no credentials";
  return "";
}

} // namespace

void name_clients(Report& r, const ClientTable& clients) {
  for (Service& s : r.services) {
    bool old = false;
    for (const std::uint32_t i : s.callers) {
      const auto client =
          client_of(r.evidence.callers[i], r.evidence.names, clients);
      if (!client || (old && !client->old))
        continue;
      old = client->old;
      s.client =
          client->name + (client->version.empty() ? "" : " " + client->version);
      s.client_name = client->name;
      s.client_version = client->version;
      s.first_v2 = client->first_v2;
      if (!old)
        continue;
      set(r.callers[i].rules, Rule::traffic_old_client);
      set(s.rules, Rule::traffic_old_client);
    }
    s.on_refusal = refusal(r, s);
  }
}

void judge_software(Report& r) {
  for (const Software& s : r.evidence.software) {
    if (s.speaks != "v1")
      continue;
    Item item;
    item.rules = {Rule::software_old};
    item.kind = "software";
    item.who = s.name;
    if (const auto fixed = fixed_version(s.version); !s.version.empty())
      item.who += ' ' + (fixed.empty() ? s.version : std::string(fixed));
    item.id = item_id("software", s.name + s.version + s.path);
    item.text = fmt::format(
        "{} ({})", s.why.empty() ? info(Rule::software_old).why : s.why,
        s.path);
    item.settle = s.first_v2 ? "upgrade to " + *s.first_v2 + " or later"
                             : "replace it: no version speaks v2";
    item.confidence = "high";
    r.cautions.push_back(std::move(item));
  }
}

} // namespace imds::report
