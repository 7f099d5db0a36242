// SPDX-License-Identifier: Apache-2.0
#include "analyzer/judge/site.h"
#include "analyzer/judge/wording.h"
#include "analyzer/link/trace.h"
#include "analyzer/pipeline.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace imds::analyzer {
namespace {

/// Every place that a request passed explains the literals there.
void explain(const link::Event& e, const link::Flows& flows, Judged& out) {
  auto add = [&](const link::Spot& spot) {
    if (spot.file >= 0)
      out.explained.push_back(
          {flows.files[std::size_t(spot.file)], spot.line, e.token_put});
  };
  for (const link::Step& step : e.stack)
    add(step.spot);
  add(e.made);
  for (const link::Spot& spot : e.also)
    add(spot);
  for (const link::Piece& piece : e.url)
    add(piece.spot);
}

/// Of all requests that are no token PUTs: whose tokens they carry, and which
/// files they pass.
struct Takers {
  std::set<int> puts, files;
  explicit Takers(const link::Flows& flows) {
    for (const link::Event& e : flows.events) {
      if (e.token_put || !e.foreign.empty() || e.stale)
        continue;
      puts.insert(e.put);
      for (const link::Step& step : e.stack)
        files.insert(step.spot.file);
    }
  }

  /// Whether one takes the token that `put` asks for, or may: it passes a file
  /// that the PUT passes, too. Where none does, what was asked for with the
  /// token was lost, and the PUT must not explain the literals it shares.
  bool take(const link::Event& put) const {
    return puts.contains(put.id) ||
           std::ranges::any_of(put.stack, [&](const link::Step& step) {
             return files.contains(step.spot.file);
           });
  }
};

/// A command that asks by itself is in the ledger, too.
void note_command(const link::Event& e, const link::Flows& flows, Judged& out) {
  const link::Spot& at = e.stack.back().spot;
  if (e.fixed != "review" || at.file < 0)
    return;
  out.states.push_back({flows.files[std::size_t(at.file)], at.line, at.column,
                        MentionKind::command, e.stack.back().callee,
                        MentionState::finding, "asks IMDS by itself"});
}

/// The literals of the URL are no finding, and why.
void explain_as(MentionState state, const std::string& why,
                const link::Event& e, const link::Flows& flows, Judged& out) {
  for (const link::Piece& piece : e.url) {
    if (piece.spot.file < 0)
      continue;
    Mention m;
    m.file = flows.files[std::size_t(piece.spot.file)];
    m.line = piece.spot.line;
    m.column = piece.spot.column;
    m.state = state;
    m.why = why;
    out.states.push_back(std::move(m));
  }
}

std::vector<Suggestion> suggestions_of(const link::Flows& flows) {
  std::vector<Suggestion> out;
  for (const auto& [row, spots] : flows.suggestions) {
    out.push_back({row, {}});
    for (const link::Spot& spot : spots)
      if (spot.file >= 0)
        out.back().places.push_back(flows.files[std::size_t(spot.file)] + ":" +
                                    std::to_string(spot.line));
  }
  return out;
}

} // namespace

Result<Judged> link_and_judge(const Settings& settings,
                              const std::vector<ir::Unit>& units,
                              const Imds& imds) {
  auto clients = link::Clients::load(settings.rules_dirs);
  if (!clients)
    return std::unexpected(clients.error());
  link::Program program(units);
  link::Flows flows = link::trace(program, imds, *clients);
  std::vector<Site> sites = sites_of(flows);
  Judged out;
  for (const Site& site : sites) {
    Judgement judgement = judge(site, sites, flows);
    out.findings.push_back(word(site, judgement, flows, *clients));
  }
  const Takers takers(flows);
  for (const link::Event& e : flows.events) {
    if (!e.foreign.empty())
      explain_as(MentionState::other_cloud, "a request to " + e.foreign, e,
                 flows, out);
    else if (e.stale || (e.token_put && !takers.take(e)))
      continue; // else nothing would tell of it, and nothing miss it
    else if (!is_astray(e) || e.dropped)
      explain(e, flows, out), note_command(e, flows, out);
    else if (link::all_literal(e.url))
      explain_as(MentionState::no_request,
                 "a request for a path that IMDS is not known to serve", e,
                 flows, out);
  }
  out.over_budget = flows.over_budget;
  out.suggestions = suggestions_of(flows);
  return out;
}

} // namespace imds::analyzer
