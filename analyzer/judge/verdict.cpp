// SPDX-License-Identifier: Apache-2.0
//
// From the requests of one place to a verdict. Each request was seen on a path
// with guards: what had to be true to send it. So the question is not whether a
// token header occurs, but what keeps a path without one:
//
//   nothing                          v1            breaks
//   the PUT failed, no token came    v1-fallback   survives
//   a switch                         v1-fallback   its default decides
//   there is no such path            v2            survives
//
// Two shapes look like the others and are not. "Ask without a token, and only
// if that failed fetch one" survives, though its first request is v1 in form.
// "Ask without a token, and if that worked do it the v2 way" breaks, though its
// second request is v2 in form.
//
// Tested in tests/analyzer/cases/.
#include "analyzer/judge/site.h"
#include "analyzer/link/guards.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace imds::analyzer {
namespace {

using link::Carries;
using link::Event;
using link::Guard;
using link::Reason;
using link::succeeded;
using Why = Judgement::Why;

struct Split {
  std::vector<const Event*> with, without;
};

Split split(const Site& site) {
  Split out;
  for (const Event* e : site.events) {
    if (e->token != Carries::no)
      out.with.push_back(e);
    if (e->token != Carries::yes)
      out.without.push_back(e);
  }
  return out;
}

const Guard* find(const Event& e, const std::string& key) {
  for (const Guard& g : e.guards)
    if (g.key == key)
      return &g;
  return nullptr;
}

/// The guard of `e` that none of `others` shares and that `reason` made.
const Guard* telling(const Event& e, const std::vector<const Event*>& others,
                     Reason reason) {
  for (const Guard& g : e.guards) {
    if (g.reason != reason)
      continue;
    bool shared = std::any_of(others.begin(), others.end(), [&](auto* o) {
      const Guard* same = find(*o, g.key);
      return same && same->holds == g.holds;
    });
    if (!shared)
      return &g;
  }
  return nullptr;
}

bool is_false(const std::string& preset) {
  return preset == "0" || preset == "false" || preset == "False" ||
         preset == "FALSE" || preset == "null" || preset.empty();
}

/// What the switch is where the guard is met: "set", "not 1", "above 1".
std::string state_of(const Guard& g) {
  if (g.constant.empty())
    return g.holds ? "set" : "not set";
  if (g.op == (g.holds ? ">" : "<="))
    return "above " + g.constant;
  if (g.op == (g.holds ? "<" : ">="))
    return "below " + g.constant;
  if (g.op == (g.holds ? ">=" : "<"))
    return g.constant + " or above";
  if (g.op == (g.holds ? "<=" : ">"))
    return g.constant + " or below";
  return g.holds ? g.constant : "not " + g.constant;
}

std::optional<long> number_in(const std::string& text) {
  long out = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, out);
  return error == std::errc() && at == end ? std::optional(out) : std::nullopt;
}

/// Whether what the guard asks for is so by the switch's default.
bool holds_by_default(const Guard& g) {
  if (g.constant.empty())
    return !is_false(g.preset);
  const auto preset = number_in(g.preset), constant = number_in(g.constant);
  if (!preset || !constant)
    return g.preset == g.constant;
  return g.op == ">"    ? *preset > *constant
         : g.op == ">=" ? *preset >= *constant
         : g.op == "<"  ? *preset < *constant
         : g.op == "<=" ? *preset <= *constant
                        : *preset == *constant;
}

Decider decider_of(const Guard& g) {
  Decider out;
  out.name = g.name;
  out.preset = g.preset;
  out.effect = "asks without a token when it is " + state_of(g);
  if (!g.preset.empty())
    out.tokenless_by_default = holds_by_default(g) == g.holds;
  return out;
}

Judgement make(Why why, std::string verdict, std::string under) {
  Judgement out;
  out.why = why;
  out.verdict = std::move(verdict);
  out.under_required = std::move(under);
  return out;
}

Judgement by_choice(Decider decider) {
  Judgement out = make(Why::by_choice, "v1-fallback", "depends");
  if (decider.tokenless_by_default)
    out.under_required = "breaks";
  out.decider = std::move(decider);
  return out;
}

/// Nothing but a switch keeps the token from this path: not that none came.
bool only_switched(const Event& e, const Split& s) {
  return !telling(e, s.with, Reason::token) &&
         telling(e, s.with, Reason::choice);
}

/// The switch of a path without a token, best one whose default is known.
std::optional<Decider> decider_among(const Split& s, bool only) {
  std::optional<Decider> out;
  for (const Event* e : s.without) {
    const Guard* g = telling(*e, s.with, Reason::choice);
    if (g && (!only || only_switched(*e, s)) && (!out || out->preset.empty()))
      out = decider_of(*g);
  }
  return out;
}

/// The switch that a path with a token needs, as one without meets it.
std::optional<Decider> needed(const Split& s) {
  for (const Event* e : s.with)
    if (const Guard* g = telling(*e, s.without, Reason::choice)) {
      Guard opposite = *g;
      opposite.holds = !g->holds;
      return decider_of(opposite);
    }
  return std::nullopt;
}

bool asks_for_token(const link::Flows& flows) {
  return std::any_of(
      flows.events.begin(), flows.events.end(),
      [](const Event& e) { return e.token_put && e.foreign.empty(); });
}

/// Named like a token, or like how a request for one went.
bool names_outcome(const std::string& name) {
  return std::ranges::any_of(
      std::array{"oken", "esult", "tatus", "code", "rror", "esp", "nswer"},
      [&](const char* part) { return name.find(part) != std::string::npos; });
}

/// Whether something with a name of its own decides.
bool something_decides(const Split& s) {
  return std::ranges::any_of(s.without, [&](const Event* e) {
    const Guard* g = telling(*e, s.with, Reason::other);
    return g && !g->name.empty() && !names_outcome(g->name);
  });
}

/// Some paths carry a token and some do not.
Judgement mixed(const Split& s) {
  bool fallback =
      std::any_of(s.without.begin(), s.without.end(), [&](const Event* e) {
        return telling(*e, s.with, Reason::token);
      });
  if (!fallback) {
    std::optional<Decider> decider = decider_among(s, /*only=*/false);
    if (decider || (decider = needed(s)))
      return by_choice(std::move(*decider));
    return make(Why::sometimes, "v1-fallback",
                something_decides(s) ? "depends" : "survives");
  }
  // A token that did not come is one way to none, a switch may be another: that
  // one is as good as its default.
  if (auto other = decider_among(s, /*only=*/true);
      other && (other->preset.empty() || other->tokenless_by_default))
    return by_choice(std::move(*other));
  Judgement out = make(Why::falls_back, "v1-fallback", "survives");
  out.decider = decider_among(s, /*only=*/false);
  if (out.decider && out.decider->name.empty())
    out.decider.reset();
  return out;
}

bool same_request(const Event& a, const Event& b) {
  return link::flat(a.url) == link::flat(b.url) ||
         a.stack[a.place].function == b.stack[b.place].function;
}

/// Whether a request that carries a token lies on the other side of `g`.
bool splits_from_token(const Guard& g, const link::Flows& flows) {
  return std::any_of(
      flows.events.begin(), flows.events.end(), [&](const Event& e) {
        const Guard* other = e.token == Carries::no || !e.foreign.empty()
                                 ? nullptr
                                 : find(e, g.key);
        return other && other->holds != g.holds;
      });
}

/// Whether the guard says that no token came. `put() == CURLE_OK` and a body
/// that came say that one did; which way a bare `if (put())` goes nobody knows
/// but by what is asked on its other side.
bool says_none_came(const Guard& g, const link::Flows& flows) {
  if (g.reason != Reason::token)
    return false;
  if (g.key == link::kNoToken)
    return !g.holds;
  const bool plain = g.against_ok || g.body || !g.constant.empty() ||
                     (!g.op.empty() && !g.against_zero) ||
                     link::tells_by_name(g);
  const auto came = plain ? succeeded(g) : std::nullopt;
  return came ? !*came : splits_from_token(g, flows);
}

/// A request without a token whose path began with a failed PUT, or with
/// something named a token that is not there.
bool after_failed_token(const Event& e, const link::Flows& flows) {
  return std::any_of(e.guards.begin(), e.guards.end(),
                     [&](const Guard& g) { return says_none_came(g, flows); });
}

/// Only reached where a request with a token was refused.
bool after_refused_token(const Event& e, const link::Flows& flows) {
  return std::any_of(e.guards.begin(), e.guards.end(), [&](const Guard& g) {
    if (g.reason != Reason::answer || g.answers < 0 || succeeded(g) != false)
      return false;
    const Event& first = flows.events[std::size_t(g.answers)];
    // Which way a bare `if (ask())` goes nobody knows: asked again, it failed.
    const bool plain = g.against_ok || !g.constant.empty();
    return first.token == Carries::yes && first.foreign.empty() &&
           (plain || link::flat(first.url) == link::flat(e.url));
  });
}

/// What `e` says of how the request `id` went; the outermost question decides,
/// callees ask in their own way.
std::optional<bool> outcome_of(int id, const Event& e) {
  const Guard* outermost = nullptr;
  for (const Guard& g : e.guards)
    if (g.reason == Reason::answer && g.answers == id &&
        (!outermost || g.depth < outermost->depth))
      outermost = &g;
  return outermost ? succeeded(*outermost) : std::nullopt;
}

/// A later request with a token that depends on how this one went.
const Event* depends_on(const Site& site, const std::vector<Site>& all,
                        bool success) {
  for (const Site& other : all)
    for (const Event* e : other.events) {
      if (e->token == Carries::no)
        continue;
      for (const Event* own : site.events)
        if (outcome_of(own->id, *e) == success)
          return e;
    }
  return nullptr;
}

/// A token is asked for only where this one failed.
bool probes_first(const Site& site, const link::Flows& flows) {
  return std::any_of(
      flows.events.begin(), flows.events.end(), [&](const Event& put) {
        return put.token_put && !put.dropped &&
               std::any_of(site.events.begin(), site.events.end(),
                           [&](const Event* own) {
                             return outcome_of(own->id, put) == false;
                           });
      });
}

/// Whether a switch sends this flow one way and one with a token the other.
const Guard* opposite_choice(const Site& site, const std::vector<Site>& all) {
  for (const Event* own : site.events)
    for (const Guard& g : own->guards)
      for (const Site& other : all)
        for (const Event* e : other.events) {
          if (e->token == Carries::no || !same_request(*own, *e))
            continue;
          const Guard* o = find(*e, g.key);
          if (o && o->holds != g.holds && g.reason == Reason::choice)
            return &g;
        }
  return nullptr;
}

/// Those of the paths without a token on which one was tried for.
std::vector<const Event*> fallback_legs(const Split& s,
                                        const link::Flows& flows) {
  std::vector<const Event*> out;
  std::copy_if(s.without.begin(), s.without.end(), std::back_inserter(out),
               [&](const Event* e) {
                 return (after_failed_token(*e, flows) &&
                         asks_for_token(flows)) ||
                        after_refused_token(*e, flows);
               });
  return out;
}

/// The switch behind each path but `legs`; none: some path has no reason.
const Guard* switch_beside(const std::vector<const Event*>& legs,
                           const Split& s) {
  const Guard* out = nullptr;
  for (const Event* e : s.without) {
    if (std::find(legs.begin(), legs.end(), e) != legs.end())
      continue;
    out = telling(*e, legs, Reason::choice);
    if (!out)
      return nullptr;
  }
  return out;
}

Judgement never(const Site& site, const Split& s, const std::vector<Site>& all,
                const link::Flows& flows) {
  const std::vector<const Event*> legs = fallback_legs(s, flows);
  if (legs.size() == s.without.size())
    return make(Why::fallback_leg, "v1-fallback", "survives");
  if (const Guard* g = legs.empty() ? nullptr : switch_beside(legs, s))
    return by_choice(decider_of(*g));
  if (depends_on(site, all, /*success=*/false) || probes_first(site, flows))
    return make(Why::first_without, "v1-fallback", "survives");
  if (const Guard* g = opposite_choice(site, all))
    return by_choice(decider_of(*g));
  bool joined = std::any_of(s.without.begin(), s.without.end(),
                            [](const Event* e) { return e->joined; });
  if (joined && asks_for_token(flows))
    return make(Why::cut_without, "review", "depends");
  Judgement out = make(Why::never_token, "v1", "breaks");
  out.ttl_only =
      std::any_of(s.without.begin(), s.without.end(),
                  [](const Event* e) { return e->ttl == Carries::yes; });
  return out;
}

Judgement always(const Site& site, const link::Flows& flows) {
  for (const Event* e : site.events)
    for (const Guard& g : e->guards) {
      if (g.reason != Reason::answer || g.answers < 0 ||
          outcome_of(g.answers, *e) != true)
        continue;
      const Event& first = flows.events[std::size_t(g.answers)];
      bool tokenless = first.token == Carries::no && first.foreign.empty() &&
                       !first.token_put;
      if (tokenless)
        return make(Why::gated, "v2", "breaks");
    }
  return make(Why::always_token, "v2", "survives");
}

/// It may belong to something else: nothing shows that a PUT gave it.
bool only_named(const Site& site) {
  return std::all_of(site.events.begin(), site.events.end(),
                     [](const Event* e) { return e->by_name; });
}

} // namespace

Judgement judge(const Site& site, const std::vector<Site>& all,
                const link::Flows& flows) {
  const Event& first = site.first();
  if (first.fixed == "review")
    return make(Why::by_version, "review", "depends");
  if (!first.fixed.empty())
    return make(Why::by_sdk, first.fixed,
                first.fixed == "v1" ? "breaks" : "survives");
  Split s = split(site);
  bool stray = std::all_of(site.events.begin(), site.events.end(),
                           [](const Event* e) { return e->stray; });
  if (stray && s.with.empty())
    return make(Why::stray_path, "review", "depends");
  bool lent = std::all_of(s.without.begin(), s.without.end(),
                          [](const Event* e) { return e->told_elsewhere; });
  if (!s.without.empty() && lent)
    return make(Why::other_object, "review", "depends");
  if (s.without.empty() && only_named(site))
    return make(Why::token_by_name, "review", "depends");
  bool cut = std::any_of(site.events.begin(), site.events.end(),
                         [](const Event* e) { return e->cut; });
  if (s.without.empty())
    return cut ? make(Why::cut_short, "review", "depends")
               : always(site, flows);
  return s.with.empty() ? never(site, s, all, flows) : mixed(s);
}

} // namespace imds::analyzer
