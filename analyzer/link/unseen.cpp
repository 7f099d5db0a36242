// SPDX-License-Identifier: Apache-2.0
//
// Bodies in which no request was seen, though their names and what they got say
// that there is one: it is taken to be there.
#include "analyzer/link/call_words.h"
#include "analyzer/link/machine.h"

#include <algorithm>

namespace imds::analyzer::link {

/// Whether a request to IMDS could be made of this alone: a path, an URL, or a
/// text that is a whole request. Where the callee was not followed to its end,
/// host and path must be known, and objects count.
bool Machine::is_full(const Bag& bag, World& w, bool whole) {
  if (!bag.path.empty())
    return true;
  auto names_imds = [&](const Alt& alt) {
    return meaning(split_url(alt.text), s_.imds).endpoint;
  };
  if (std::any_of(bag.url.begin(), bag.url.end(), names_imds))
    return true;
  Bag all;
  std::set<int> seen;
  gather(bag, w, all, seen);
  auto is_request = [&](const Alt& alt) {
    return concerns_imds(alt.text, s_.imds) &&
           raw_head(alt.text).verb != Verb::unknown;
  };
  if (std::any_of(all.raw.begin(), all.raw.end(), is_request))
    return true;
  if (whole)
    return false;
  auto has_path = [&](const Alt& alt) {
    return meaning({{}, alt.text, false}, s_.imds).ec2_path;
  };
  auto whole_url = [&](const Alt& alt) {
    Meaning m = meaning(split_url(alt.text), s_.imds);
    return m.endpoint && m.ec2_path;
  };
  return std::any_of(all.url.begin(), all.url.end(), whole_url) ||
         (std::any_of(all.host.begin(), all.host.end(), names_imds) &&
          std::any_of(all.path.begin(), all.path.end(), has_path));
}

/// Whether a path of EC2's is among what a call got.
static bool names_path(const Bag& all, const Imds& imds) {
  auto ec2 = [&](const Alt& alt) {
    return alt.kind == Kind::text &&
           meaning(split_url(alt.text), imds).ec2_path;
  };
  return std::any_of(all.path.begin(), all.path.end(), ec2) ||
         std::any_of(all.url.begin(), all.url.end(), ec2);
}

/// What gives a request back, as text or as an object, has made it and not sent
/// it.
static bool gives_request(const Value& result, const World& w) {
  return std::any_of(result.begin(), result.end(), [&](const Alt& alt) {
    if (alt.kind == Kind::text)
      return raw_head(alt.text).verb != Verb::unknown;
    auto at = w.objects.find(alt.kind == Kind::object ? alt.object : -1);
    return at != w.objects.end() && names_request(last_name(at->second->type));
  });
}

/// A set of several requests, and fewer tokens: which has one is not known.
bool Machine::has_few_tokens(const Bag& all) const {
  std::set<Spot> tokens, targets;
  for (const Header& h : all.headers)
    if (s_.imds.is_token_header(header_name(h.name)))
      tokens.insert(h.name.front().spot);
  for (const Value* asked : {&all.url, &all.path})
    for (const Alt& alt : *asked)
      if (alt.kind == Kind::text && !alt.text.empty())
        targets.insert(alt.text.front().spot);
  return tokens.size() < targets.size();
}

/// A body was entered and no request was seen in it, though it got an URL and
/// its name says that it sends: the request is taken to be there.
/// `adds_token`: it was not followed to where it adds one, on whatever paths.
Paths Machine::sends_unseen(Call& c, Frame& f, Paths paths, bool whole,
                            bool adds_token) {
  Paths out;
  for (Path& p : paths) {
    Bag bag = call_bag(c, p.world);
    Bag all;
    std::set<int> seen;
    gather(bag, p.world, all, seen);
    bool sends = (says_request(c.name) && is_full(bag, p.world, whole)) ||
                 ((asks_metadata(c.name) || hands_request(c, p.world)) &&
                  names_path(all, s_.imds));
    if (!sends || gives_request(p.value, p.world) || sets_up_mock(*c.e)) {
      out.push_back(std::move(p));
      continue;
    }
    if (bag.method.empty())
      if (Verb verb = verb_of(c.name); verb != Verb::unknown)
        bag.method =
            literal(verb == Verb::put ? "PUT" : "GET", c.spot, f.depth + 1);
    auto events = send(bag, c, f, p.world, Route::probable, nullptr);
    for (int event : events)
      if (Event& e = s_.flows.events[std::size_t(event)];
          adds_token && e.token == Carries::no)
        e.token = Carries::yes, e.by_name = true;
    if (!events.empty())
      mark_answers(p, c, f, p.world.sent.size() - events.size());
    out.push_back(std::move(p));
  }
  merge_paths(out);
  return out;
}

} // namespace imds::analyzer::link
