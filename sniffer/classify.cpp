// SPDX-License-Identifier: Apache-2.0
//
// A request is v2 if it carries a token, whether or not the PUT that made the
// token was seen: a token lives up to six hours and may be older than the
// capture. It is v1 only if the whole head was seen and no token is in it. A
// head that lost bytes is v2 if a token was in what is left of it, and else
// "unknown", and unknown is counted, never guessed.
//
// Other clouds answer on the same address. A foreign path makes a request
// theirs, and so does a foreign header on a path that nobody claims, such as
// "/". A foreign header on a path of EC2 does not: EC2 answers that request
// today and would refuse it without a token.
//
// A token PUT can be answered and still fail: with the hop limit's default of 1
// the answer dies at the first router, and a container behind it never gets its
// token. That is seen in three ways: the answer's TTL is used up where the
// caller is not; the caller never acknowledges it; a router says so by ICMP. It
// also fails, whatever its TTL, if the caller has closed when it comes.
//
// Tested by tests/sniffer/cases/class_*.pkt.
#include "sniffer/classify.h"

#include <fmt/format.h>

#include <algorithm>

namespace imds::sniffer {
namespace {

using enum RequestClass;

Judgement unseen(const Exchange& e) {
  if (!e.unread)
    return {unknown, "only the answer was seen"};
  switch (*e.unread) {
  case Unread::cut:
    return {unknown, "head not seen whole"};
  case Unread::too_long:
    return {unknown, "head longer than 64 KiB"};
  case Unread::not_http:
    break;
  }
  return {unknown, "not HTTP/1"};
}

/// Behind the last router a TTL of 1 is enough, and the last packets of a
/// capture are not acknowledged yet.
bool is_hop_limited(const Exchange& e) {
  if (e.acknowledged)
    return false;
  const bool lost =
      !e.near || (!e.late && (e.repeated || e.given_up || e.reset));
  return e.expired || (e.answered && e.lowest_ttl <= 1 && lost);
}

std::string hop_cause(const Exchange& e, int hops) {
  if (e.highest_ttl == 0)
    return "hop limit";
  const int needed = std::max(e.highest_ttl, hops) + 1;
  return fmt::format("hop limit {}, needs {}", e.highest_ttl, needed);
}

Judgement judge_granted_put(const Exchange& e) {
  if (e.acknowledged)
    return {put_ok, {}};
  if (e.late)
    return {put_failed, "timeout"};
  if (e.repeated || e.given_up)
    return {put_failed, "answer never acknowledged"};
  if (e.lowest_ttl <= 1)
    return {unknown, "not seen if its answer arrived"};
  return {put_ok, {}};
}

/// No answer was seen, which is not always that there was none.
Judgement judge_unanswered_put(const Exchange& e) {
  if (e.answer_lost)
    return {unknown, "its answer was not captured"};
  if (e.head->cut) // perhaps it was never sent to its end
    return unseen(e);
  if (e.cut_short)
    return {unknown, "the capture ended before its answer"};
  return {put_failed, e.reset ? "reset" : "timeout"};
}

Judgement judge_put(const Exchange& e, int hops) {
  const bool granted = e.status == 200;
  if (is_hop_limited(e) && (granted || !e.answered))
    return {put_hop_limited, hop_cause(e, hops)};
  if (granted)
    return judge_granted_put(e);
  if (!e.answered)
    return judge_unanswered_put(e);
  if (!e.status)
    return {put_failed, "answer without a status"};
  return {put_failed, fmt::format("{}", *e.status)};
}

Judgement judge_v2(const Exchange& e) {
  if (!e.answered)
    return {v2_miss, "no answer seen"};
  const int status = e.status.value_or(200);
  if (status == 401)
    return {v2_bad_token, {}};
  if (status == 403 || status == 404 || status >= 500)
    return {v2_miss, {}};
  return {v2_ok, {}};
}

Judgement judge_v1(const Exchange& e) {
  if (!e.answered)
    return {v1_unanswered, {}};
  if (e.status == 404)
    return {v1_miss, {}};
  if (e.status == 401)
    return {v1_rejected, {}};
  return {v1_ok, {}};
}

bool is_foreign(const RequestHead& head, const PathMeaning& path) {
  if (path.cloud == Cloud::other)
    return true;
  return head.foreign && !head.token && !head.cut && path.cloud != Cloud::ec2;
}

} // namespace

Judgement classify(const Exchange& e, const PathMeaning& path, int hops) {
  if (!e.head)
    return unseen(e);
  const RequestHead& head = *e.head;
  if (head.doubtful)
    return {unknown, "a header line that may be a token"};
  if (is_foreign(head, path))
    return {other_cloud, {}};
  // With the ttl header it is one on any path: IMDS refuses dated paths.
  if (head.method == "PUT" && (path.token || head.ttl))
    return judge_put(e, hops);
  if (head.method != "GET" && head.method != "HEAD")
    return {unknown, "method " + head.method};
  if (head.token)
    return judge_v2(e);
  if (head.cut)
    return unseen(e);
  if (path.token)
    return {unknown, head.method + " of the token path"};
  if (head.ttl)
    return {ttl_on_get, {}};
  return judge_v1(e);
}

} // namespace imds::sniffer
