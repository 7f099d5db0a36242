// SPDX-License-Identifier: Apache-2.0
//
// Would this caller survive HttpTokens=required? Each class of request answers
// for itself (docs/readiness.md), with two exceptions that need the whole
// caller:
//
// A failed token PUT is mended if a later PUT of the same caller worked in the
// same place: boot races and one lost packet are not a reason to stay. It
// stays a caution.
//
// A tokenless request that was refused is a client that asks without first, if
// the caller has also been answered with a token in the same place; else it is
// broken now.
//
// What this cannot see: a client that asks without a token first, on a host
// that never refused it. It counts as v1 until its code says otherwise.
//
// Tested by tests/reports/readiness_test.cpp.
#include "reports/judge.h"

namespace imds::report {
namespace {

void set(Rules& rules, Rule rule, bool on) {
  if (on)
    rules.set(static_cast<std::size_t>(rule));
}

Loss worst_loss(const Caller& c) {
  for (std::size_t i = 0; i < kLossCount; ++i)
    if (c.tokenless[i] > 0)
      return static_cast<Loss>(i);
  return Loss::none;
}

} // namespace

JudgedCaller judge(const Caller& c, bool live) {
  using C = RequestClass;
  const bool recovered = c.puts_recovered();
  const bool put_failed = c.count(C::put_failed) > 0;
  const bool hop_limited = c.count(C::put_hop_limited) > 0;
  const bool refused = c.count(C::v1_rejected) > 0;
  JudgedCaller out;
  Rules& r = out.rules;
  set(r, Rule::traffic_v1, c.count(C::v1_ok) + c.count(C::v1_unanswered) > 0);
  set(r, Rule::traffic_ttl_on_get, c.count(C::ttl_on_get) > 0);
  set(r, Rule::traffic_fallback, c.count(C::v1_fallback) > 0);
  set(r, Rule::traffic_hop_limit, hop_limited && !recovered);
  set(r, Rule::traffic_put_failed, put_failed && !recovered);
  set(r, Rule::traffic_put_recovered, recovered);
  set(r, Rule::traffic_rejected, c.broken_now());
  set(r, Rule::traffic_v1_first, refused && !c.broken_now());
  set(r, Rule::traffic_miss, c.count(C::v1_miss) > 0);
  set(r, Rule::traffic_bad_token, c.count(C::v2_bad_token) > 0);
  const bool asks_ec2 = c.requests() > c.count(C::other_cloud);
  set(r, Rule::traffic_unnamed, c.key.program == 0 && !live && asks_ec2);
  set(r, Rule::traffic_go_between, c.has(Trait::go_between));
  out.loss = worst_loss(c);
  if (out.loss == Loss::none && any(r, Weight::blocker))
    out.loss = Loss::metadata;
  return out;
}

} // namespace imds::report
