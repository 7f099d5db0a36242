// SPDX-License-Identifier: Apache-2.0
//
// One request, seen twice. Where nobody says which call sends, several look as
// if they did, one after the other, with the same object:
//
//   r = request_new(client, "GET", path);  response = request_response(r);
//
// Who asks once more gives the URL again, or a client that a rule knows.
#include "analyzer/link/machine.h"

namespace imds::analyzer::link {
namespace {

bool same_request(const Event& a, const Event& b) {
  return a.verb == b.verb && a.token == b.token && a.ttl == b.ttl &&
         a.foreign == b.foreign && flat(a.url) == flat(b.url);
}

} // namespace

/// The request of this path that `event` is once more; -1: it is a new one.
/// `given` is what the call itself was given.
int Machine::sent_before(const Event& event, const Bag& given, World& w) const {
  if (!given.url.empty() || !given.path.empty() || !given.raw.empty())
    return -1;
  for (int id : w.sent)
    if (same_request(s_.flows.events[std::size_t(id)], event)) {
      w.sent.push_back(id);
      return id;
    }
  return -1;
}

} // namespace imds::analyzer::link
