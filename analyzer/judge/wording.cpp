// SPDX-License-Identifier: Apache-2.0
#include "analyzer/judge/wording.h"

#include "analyzer/judge/unknown_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace imds::analyzer {
namespace {

using link::Event;
using Why = Judgement::Why;

constexpr const char* kReadAs[] = {"build", "inferred", "repaired", "lexical"};

/// The event that shows the verdict best: without a token if one is.
const Event& witness(const Site& site) {
  auto rank = [](const Event* e) {
    return std::tuple(e->token != link::Carries::no, !e->host_known,
                      !e->path_known, e->stack.size());
  };
  return **std::min_element(
      site.events.begin(), site.events.end(),
      [&](const Event* a, const Event* b) { return rank(a) < rank(b); });
}

std::string asked_for(const Event& e, const link::Holes& holes) {
  std::string url = with_names(e.url, holes);
  if (url.empty())
    return "EC2 metadata";
  return url.size() > 120 ? url.substr(0, 120) + "..." : url;
}

std::string because(const Judgement& j) {
  switch (j.why) {
  case Why::never_token:
    return j.ttl_only ? "the request carries the ttl header but no token"
                      : "no path adds the token header";
  case Why::always_token:
    return "every path carries a token";
  case Why::falls_back:
    return "it asks without one when no token could be had";
  case Why::first_without:
    return "it asks without one first, and with one where that failed";
  case Why::fallback_leg:
    return "it is what is asked when no token could be had";
  case Why::by_choice:
    return fmt::format("'{}' decides: it {}", j.decider->name,
                       j.decider->effect);
  case Why::sometimes:
    return "some paths carry a token and some do not";
  case Why::gated:
    return "it is only reached after a request without a token succeeded";
  case Why::cut_short:
    return "every path that was followed carries a token, but the function is "
           "over the budget; read it, or look at the request once with "
           "imds-ready sniff";
  case Why::cut_without:
    return "no path that was followed carries a token, but the function is "
           "over the budget; read it, or look at the request once with "
           "imds-ready sniff";
  case Why::token_by_name:
    return "something named a token goes with it, and nothing shows that a "
           "token PUT gave it; find who fills it";
  case Why::stray_path:
    return "the path is unknown, or none that IMDS is known to serve; find "
           "what it asks for, or look at it once with imds-ready sniff";
  case Why::other_object:
    return "other objects of its class ask for it with a token; find what this "
           "one adds";
  case Why::by_sdk:
    return "this SDK call decides it";
  case Why::by_version:
    return "whether with a token depends on the installed version; ask the "
           "host as shown below";
  }
  return "";
}

std::string message(const Event& e, const Judgement& j,
                    const link::Holes& holes) {
  std::string url = asked_for(e, holes);
  std::string why = because(j);
  if (j.verdict == "v2")
    return fmt::format("asks IMDS for {} with a token: {}", url, why);
  if (j.why == Why::by_version)
    return fmt::format("'{}' asks IMDS by itself: {}", e.stack.back().callee,
                       why);
  if (j.verdict == "review")
    return fmt::format("asks the IMDS address for {}: {}", url, why);
  std::string form = j.verdict == "v1" ? "asks IMDS for {} without a token: {}"
                                       : "may ask IMDS for {} without a token: "
                                         "{}";
  return fmt::format(fmt::runtime(form), url, why);
}

std::string fate(const Judgement& j) {
  if (j.under_required == "breaks")
    return "Under HttpTokens=required IMDS answers 401 to it.";
  if (j.under_required == "survives")
    return j.verdict == "v2"
               ? "It works under HttpTokens=required."
               : "It works under HttpTokens=required as long as the token PUT "
                 "does (in containers: hop limit 2).";
  if (j.verdict == "review")
    return "Whether it works under HttpTokens=required is not known.";
  return "Whether it works under HttpTokens=required depends on the setting.";
}

/// By which library it is sent, the one that says most of it first.
std::vector<const link::Library*> libraries_of(const Event& e,
                                               const link::Clients& clients) {
  std::vector<const link::Library*> out;
  auto add = [&](const std::string& name) {
    if (const link::Library* library = clients.library(name))
      out.push_back(library);
  };
  add(e.library);
  if (e.route == link::Route::shell)
    add("shell");
  if (e.route == link::Route::raw)
    add("raw_http");
  add("request");
  return out;
}

const link::RuleText* rule_of(const Event& e, const std::string& verdict,
                              const link::Clients& clients) {
  if (!e.rule.empty())
    return clients.rule(e.rule);
  for (const link::Library* library : libraries_of(e, clients))
    if (auto at = library->rules.find(verdict); at != library->rules.end())
      return &at->second;
  return nullptr;
}

/// What to change, as code of the language that asks.
std::string fix_of(const Event& e, const Judgement& j,
                   const link::RuleText* rule, const link::Clients& clients) {
  const bool script = e.route == link::Route::shell;
  if (j.why == Why::by_choice)
    return fmt::format("{} set '{}' so that every request carries the token",
                       script ? "#" : "//", j.decider->name);
  if (j.verdict == "v1-fallback")
    for (const link::Library* library : libraries_of(e, clients))
      if (!library->fallback_fix.empty())
        return library->fallback_fix;
  return rule ? rule->fix : "";
}

std::string confidence(const Event& e, const Judgement& j) {
  int points = 0;
  points += e.route != link::Route::probable;
  points += e.host_known;
  points += e.path_known && !e.open;
  points += e.read_as != ir::ReadAs::lexical;
  points -= j.why == Why::sometimes || j.why == Why::stray_path;
  if (!e.fixed.empty())
    return "high";
  return points >= 4 ? "high" : points >= 2 ? "medium" : "low";
}

TraceStep step(const link::Spot& spot, std::string function, std::string note,
               const link::Flows& flows) {
  TraceStep out;
  out.file = flows.files[std::size_t(spot.file)];
  out.line = spot.line;
  out.function = std::move(function);
  out.note = std::move(note);
  return out;
}

std::vector<TraceStep> trace_of(const Event& e, const link::Flows& flows) {
  std::vector<TraceStep> out;
  if (e.made.file >= 0) {
    const link::Step& place = e.stack[e.place];
    bool near = e.made.file == place.spot.file &&
                std::abs(e.made.line - place.spot.line) < 40;
    out.push_back(step(e.made, near ? place.function : "",
                       "the URL is made here", flows));
  }
  for (const UnknownPart& part : unknown_parts(e.url, flows.holes))
    out.push_back(step(part.spot, "", part.note, flows));
  if (e.put >= 0)
    if (const Event& put = flows.events[std::size_t(e.put)];
        put.stack[put.place].spot.file >= 0)
      out.push_back(step(put.stack[put.place].spot,
                         put.stack[put.place].function,
                         "the token is asked for here", flows));
  for (std::size_t i = e.place; i < e.stack.size(); ++i) {
    const link::Step& at = e.stack[i];
    if (at.spot.file < 0)
      continue;
    std::string note = "calls '" + at.callee + "'";
    if (i + 1 == e.stack.size())
      note = "'" + at.callee + "' sends the request";
    else if (at.spot == e.made)
      note = "'" + at.callee + "' asks for it";
    out.push_back(step(at.spot, at.function, note, flows));
  }
  return out;
}

} // namespace

Finding word(const Site& site, const Judgement& j, const link::Flows& flows,
             const link::Clients& clients) {
  const Event& e = witness(site);
  const link::Step& place = e.stack[e.place];
  Finding out;
  out.verdict = j.verdict;
  out.under_required = j.under_required;
  out.confidence = confidence(e, j);
  out.read_as = kReadAs[int(e.read_as)];
  out.file = flows.files[std::size_t(place.spot.file)];
  out.line = place.spot.line;
  out.column = std::max(1, place.spot.column);
  out.function = place.function;
  out.message = message(e, j, flows.holes) + ". " + fate(j);
  out.trace = trace_of(e, flows);
  const link::RuleText* rule = rule_of(e, j.verdict, clients);
  out.rule =
      rule ? rule->id
           : "request." + std::string(j.verdict == "v1-fallback" ? "v1_fallback"
                                                                 : j.verdict);
  out.fix = fix_of(e, j, rule, clients);
  if (j.decider)
    out.config_switch =
        Switch{j.decider->name, j.decider->preset, j.decider->effect};
  return out;
}

} // namespace imds::analyzer
