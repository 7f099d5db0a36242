// SPDX-License-Identifier: Apache-2.0
//
// The place of an event is the outermost call where the URL and the verb were
// known. Every literal remembers in which call frame it was known first, so for
// get_az() { get("/latest/meta-data/placement"); } it is the call in get_az,
// however deep the socket lies below and whoever calls get_az.
#include "analyzer/link/machine.h"

#include <algorithm>

namespace imds::analyzer::link {

/// Where the endpoint was written once more: a Host header, a socket's address.
void Machine::note_hosts(const Value& hosts, Event& event) const {
  for (const Alt& alt : hosts)
    for (const Piece& piece : split_url(alt.text).host)
      if (piece.hole < 0 && s_.imds.endpoint(piece.literal))
        event.also.push_back(piece.spot);
}

bool Machine::names_endpoint(const Value& hosts) const {
  return std::any_of(hosts.begin(), hosts.end(), [&](const Alt& alt) {
    return meaning({split_url(alt.text).host, {}, false}, s_.imds).endpoint;
  });
}

void Machine::find_place(Event& event, const Url& url,
                         const Alt* method) const {
  std::size_t depth = event.stack.size() - 1;
  const Text& decisive = known(url.path).size() > 1 ? url.path : url.host;
  for (const Piece& piece : decisive) {
    bool says = piece.hole < 0 && piece.literal.size() > 1;
    if (!says)
      continue;
    if (event.made.file < 0)
      event.made = piece.spot;
    depth = std::min(depth, std::size_t(std::max(0, piece.depth)));
  }
  if (method)
    depth = std::min(depth, std::size_t(std::max(0, method->depth)));
  for (const Piece& piece : url.host)
    if (piece.hole < 0 && piece.spot != event.made)
      event.also.push_back(piece.spot);
  event.place = depth;
}

namespace {

/// The function of the tree around a place.
const Fn* function_at(Spot spot, const Program& program) {
  for (const Fn& fn : program.functions())
    if (fn.file() == spot.file && fn.ir->loc.line <= spot.line &&
        spot.line <= fn.ir->end_line)
      return &fn;
  return nullptr;
}

} // namespace

/// A base class sends, and each of several classes below it says what: then
/// what they say are the places, since they share the one that sends.
void Machine::find_own_place(Event& event, const Frame& f,
                             const World& w) const {
  const Frame* root = &f;
  while (root->caller)
    root = root->caller;
  auto self = w.objects.find(root->self);
  if (self == w.objects.end() || event.place != 0 || event.made.file < 0 ||
      s_.program.leaves(root->self_class).size() < 2)
    return;
  const Fn* maker = function_at(event.made, s_.program);
  bool below = maker && maker->ir->class_name != root->self_class &&
               same_name(maker->ir->class_name, self->second->type);
  if (below)
    event.stack.insert(event.stack.begin(),
                       {event.made, maker->ir->name, root->fn->ir->name});
}

} // namespace imds::analyzer::link
