// SPDX-License-Identifier: Apache-2.0
//
// One request, seen twice. Where nobody says which call sends, several look as
// if they did, one after the other, with the same object:
//
//   r = request_new(client, "GET", path);  response = request_response(r);
//
// Who asks once more gives the URL again, or a client that a rule knows. And
// a connection that knows its host alone was asked for no path of its own: what
// it gives after a request is the answer.
//
//   connection.send(request);  answer = connection.receive();
#include "analyzer/link/machine.h"

namespace imds::analyzer::link {
namespace {

bool same_request(const Event& a, const Event& b) {
  return a.verb == b.verb && a.token == b.token && a.ttl == b.ttl &&
         a.foreign == b.foreign && flat(a.url) == flat(b.url);
}

/// Nothing but a host: neither what it is asked for, nor by what.
bool is_bare(const Event& event) {
  const Url url = split_url(event.url);
  return event.host_known && !event.path_known && event.ttl == Carries::no &&
         event.token == Carries::no && known(url.path).size() < 2 &&
         all_literal(event.url);
}

bool same_host(const Event& a, const Event& b) {
  return flat(split_url(a.url).host) == flat(split_url(b.url).host);
}

} // namespace

/// connection.read(buffer), of which nothing but the host is known: it asks for
/// nothing, whether the request was seen or not.
bool Machine::reads_answer(const Call& c, const Event& event) {
  const auto words = words_of(c.name);
  return !words.empty() && is_bare(event) &&
         is_one_of(words.back(), {"read", "recv", "receive"});
}

/// The request of this path that `event` is once more; -1: it is a new one.
/// `given` is what the call itself was given.
int Machine::sent_before(const Event& event, const Bag& given, World& w) const {
  if (!given.url.empty() || !given.path.empty() || !given.raw.empty())
    return -1;
  const bool bare = is_bare(event);
  for (auto at = w.sent.rbegin(); at != w.sent.rend(); ++at) {
    const int id = *at;
    const Event& sent = s_.flows.events[std::size_t(id)];
    if (same_request(sent, event) || (bare && same_host(sent, event))) {
      w.sent.push_back(id);
      return id;
    }
  }
  return -1;
}

} // namespace imds::analyzer::link
