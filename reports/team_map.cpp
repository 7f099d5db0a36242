// SPDX-License-Identifier: Apache-2.0
//
// Who owns what: lines of words, # starts a comment.
//
//   team payments  unit:pay-*.service
//   team platform  host:batch-*
//   team web       file:src/web/*
//   team web       service:node in *
//   team web       image:shop/*
//   instance i-0abc0123456789def  web-1
//
// The first line that fits decides, of whatever kind it is. A line that fits
// nothing is most likely a typing error that would hide somebody's callers, so
// it is a missing piece; one that fits source in which all is well is none.
//
// Tested in tests/reports/.
#include "reports/team_map.h"

#include "reports/judge.h"
#include "reports/line_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>

namespace imds::report {
namespace {

constexpr std::array kKinds = {"service", "image", "unit", "host", "file"};

std::string rest_of(std::istringstream& in) {
  std::string rest;
  std::getline(in >> std::ws, rest);
  while (rest.ends_with(' ') || rest.ends_with('\r') || rest.ends_with('\t'))
    rest.pop_back();
  return rest;
}

Item idle(const std::string& where, const std::string& text) {
  Item item;
  item.rules = {Rule::missing_map};
  item.kind = "input";
  item.who = where;
  item.id = item_id("missing", where + text);
  item.text = text;
  item.settle = info(Rule::missing_map).settle;
  return item;
}

} // namespace

bool fits(std::string_view pattern, std::string_view name) {
  std::size_t p = 0, n = 0, star = std::string_view::npos, retry = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = n;
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++p, ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++retry;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*')
    ++p;
  return p == pattern.size();
}

Result<void> TeamMap::read(const std::string& text, int number) {
  std::istringstream in(text.substr(0, text.find('#')));
  std::string word, name;
  if (!(in >> word))
    return {};
  in >> name;
  const std::string rest = rest_of(in);
  const std::string where = fmt::format("{}:{}", path_, number);
  if (word == "instance" && !name.empty() && !rest.empty()) {
    instance_hosts_[name] = rest;
    return {};
  }
  const auto colon = rest.find(':');
  const std::string kind = rest.substr(0, colon);
  if (word != "team" || colon == std::string::npos ||
      std::ranges::find(kKinds, kind) == kKinds.end())
    return fail("is no line of a mapping", where,
                "team NAME service:|image:|unit:|host:|file:PATTERN, or "
                "instance ID HOST");
  lines_.push_back({number, name, kind, rest.substr(colon + 1)});
  return {};
}

Result<TeamMap> TeamMap::load(const std::string& path) {
  auto reader = LineReader::open(path);
  if (!reader)
    return std::unexpected(reader.error());
  TeamMap map;
  map.path_ = path;
  const auto text = reader->rest(16u << 20);
  if (!text)
    return fail("is over 16 MB, which is no mapping", path);
  std::istringstream in(*text);
  int number = 0;
  for (std::string line; std::getline(in, line);)
    if (auto read = map.read(line, ++number); !read)
      return std::unexpected(read.error());
  return map;
}

TeamMap::Words TeamMap::words_of(const Report& r, const Service& s) {
  const Names& names = r.evidence.names;
  Words words = {{"service", s.name}};
  if (!s.image.empty())
    words.emplace("image", s.image);
  for (const std::uint32_t c : s.callers) {
    const CallerKey& key = r.evidence.callers[c].key;
    words.emplace("unit", names.text(key.unit));
    words.emplace("host", names.text(key.host));
  }
  return words;
}

std::string TeamMap::team_of(const Words& words) {
  const std::string* team = nullptr;
  for (Line& line : lines_) {
    const bool fitting = std::ranges::any_of(words, [&line](const auto& word) {
      return line.kind == word.first && fits(line.pattern, word.second);
    });
    line.used |= fitting;
    if (fitting && !team)
      team = &line.team;
  }
  return team ? *team : "";
}

void TeamMap::name_teams(Report& r) {
  for (Service& s : r.services)
    s.team = team_of(words_of(r, s));
  for (std::size_t i = 0; i < r.findings.size(); ++i)
    r.findings[i].team = team_of({{"file", r.evidence.findings[i].file}});
  for (Component& c : r.components)
    c.team = team_of({{"file", c.name + "/"}});
  for (auto* items : {&r.blockers, &r.cautions, &r.missing})
    for (Item& item : *items)
      if (item.service)
        item.team = r.services[*item.service].team;
      else if (item.kind == "finding")
        item.team = r.findings[item.findings.front()].team;
}

void TeamMap::apply(Report& r) {
  name_teams(r);
  for (const Line& line : lines_)
    if (!line.used)
      r.missing.push_back(
          idle(fmt::format("{}:{}", path_, line.number),
               line.kind + ":" + line.pattern + " matches nothing"));
  if (lines_.empty() && instance_hosts_.empty())
    r.missing.push_back(idle(path_, "it holds no line"));
  check_instances(r);
}

void TeamMap::check_instances(Report& r) const {
  const Evidence& e = r.evidence;
  std::map<std::string, std::string> taken; // host -> instance
  for (const auto& [instance, host] : instance_hosts_) {
    const bool exported =
        e.settings.contains(instance) ||
        std::ranges::find(e.metrics, instance, &Metric::instance) !=
            e.metrics.end();
    const bool any_export = !e.settings.empty() || !e.metrics.empty();
    if (!e.hosts.contains(host))
      r.missing.push_back(idle(path_, "no evidence is of host " + host +
                                          ", named for " + instance));
    else if (any_export && !exported)
      r.missing.push_back(idle(path_, "no export is of instance " + instance));
    if (const auto [at, first] = taken.emplace(host, instance); !first)
      r.missing.push_back(idle(path_, at->second + " and " + instance +
                                          " are both said to be " + host));
  }
}

} // namespace imds::report
