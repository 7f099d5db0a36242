// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/legs.h"

#include <algorithm>
#include <map>
#include <set>

namespace imds::analyzer::link {
namespace {

constexpr std::size_t kMaxAbove = 3; // callers between a request and a reason

/// Whether a token, a switch or an earlier request with a token led here.
bool has_reason(const Event& e, const Flows& flows) {
  return std::any_of(e.guards.begin(), e.guards.end(), [&](const Guard& g) {
    return g.reason == Reason::token || g.reason == Reason::choice ||
           (g.reason == Reason::answer && g.answers >= 0 &&
            flows.events[std::size_t(g.answers)].token == Carries::yes);
  });
}

/// What is asked for. Which host it is asked of one may know and one not.
std::string path_of(const Text& url) {
  std::string text = flat(url);
  std::size_t path = text.find('/');
  return path == std::string::npos ? text : text.substr(path);
}

bool is_bare(const Event& e) {
  return e.token == Carries::no && !e.token_put && !e.open && !e.open_headers &&
         !e.joined && e.foreign.empty() && e.fixed.empty();
}

/// Whether the call stands in the function itself or in a lambda of it.
bool stands_in(const Step& call, const std::string& function) {
  return call.function == function ||
         call.function.starts_with(function + "(lambda");
}

/// Whether `outer` is `inner` as the function that `outer` was seen in makes it
/// by a call of its own.
bool is_of_caller(const Event& outer, const Event& inner) {
  if (outer.stack.size() <= inner.stack.size() || !alike(outer, inner, path_of))
    return false;
  std::size_t extra = outer.stack.size() - inner.stack.size();
  return stands_in(outer.stack[extra - 1], outer.stack.front().function) &&
         same_way(std::span(outer.stack).subspan(extra), inner.stack) &&
         outer.stack[outer.place].spot == inner.stack[inner.place].spot;
}

class Legs {
public:
  Legs(const Flows& flows, const Reach& reach,
       const std::function<bool(int)>& is_test)
      : flows_(flows), reach_(reach), is_test_(is_test) {
    for (const Event& e : flows.events)
      if (!e.dropped && is_bare(e))
        by_root_[e.root].push_back(&e);
  }

  /// Whether all who make the request have a reason to.
  bool told(const Event& e, std::size_t above = 0) const {
    if (above == kMaxAbove || e.root < 0 || e.cut ||
        reach_.is_given_away(e.root))
      return false;
    bool called = false;
    for (int caller : callers(e.root)) {
      called = true;
      if (!made_by(caller, e, above))
        return false;
    }
    return called;
  }

private:
  std::set<int> callers(int root) const {
    std::set<int> out;
    for (int caller : reach_.callers(root))
      if (!is_test_(caller))
        out.insert(caller);
    return out;
  }

  /// Whether each call of it in the body of `caller` was seen to lead there,
  /// always for a reason.
  bool made_by(int caller, const Event& e, std::size_t above) const {
    auto at = by_root_.find(caller);
    if (at == by_root_.end())
      return false;
    std::set<Spot> seen;
    for (const Event* outer : at->second)
      if (is_of_caller(*outer, e)) {
        seen.insert(
            outer->stack[outer->stack.size() - e.stack.size() - 1].spot);
        if (outer->cut ||
            !(has_reason(*outer, flows_) || told(*outer, above + 1)))
          return false;
      }
    return seen.size() >= reach_.calls(caller, e.root);
  }

  const Flows& flows_;
  const Reach& reach_;
  const std::function<bool(int)>& is_test_;
  std::map<int, std::vector<const Event*>> by_root_;
};

} // namespace

bool alike(const Event& a, const Event& b, std::string (*read)(const Text&)) {
  return a.verb == b.verb && a.token == b.token && a.ttl == b.ttl &&
         read(a.url) == read(b.url);
}

bool same_way(std::span<const Step> a, std::span<const Step> b) {
  std::size_t both = std::min(a.size(), b.size());
  return std::equal(
      a.begin(), a.begin() + std::ptrdiff_t(both), b.begin(),
      [](const Step& x, const Step& y) { return x.spot == y.spot; });
}

bool callers_may_tell(const Event& event, const Flows& flows) {
  return is_bare(event) && !has_reason(event, flows) && event.place < kMaxAbove;
}

void drop_told_by_callers(Flows& flows, const Reach& reach,
                          const std::function<bool(int)>& is_test) {
  const Legs legs(flows, reach, is_test);
  std::vector<Event*> told;
  for (Event& e : flows.events)
    if (!e.dropped && callers_may_tell(e, flows) && legs.told(e))
      told.push_back(&e);
  for (Event* e : told)
    e->dropped = true;
}

} // namespace imds::analyzer::link
