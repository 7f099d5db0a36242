// SPDX-License-Identifier: Apache-2.0
//
// Requests that no call sends: a library that calls back for a request takes
// what it was given there and sends it, and a class that nobody has seen may
// send in its destructor. The object waits, and is sent where the function that
// made it ends, or wherever it is not known any more. The place is where it was
// made.
//
//   *out = serf_request_bucket_request_create(r, "GET", path, ...);
//   auto request = HttpRequest("GET", url);
#include "analyzer/link/machine.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

bool waits(const Held<Object>& object) { return !object->later.stack.empty(); }

/// Lines of a request that were written to somebody's file or socket.
bool is_written(const Held<Object>& object) {
  return !object->later.row && !object->bag.raw.empty();
}

} // namespace

void Machine::keep_for_later(int object, const Call& c, const Row* row,
                             const Frame& f, World& w) {
  Later& later = w.objects[object].edit().later;
  later.stack = f.stack;
  later.stack.push_back({c.spot, f.fn->ir->name, c.name});
  later.fn = f.fn;
  later.row = row;
}

/// Sends it as if the call that made it had done so.
std::vector<int> Machine::send_kept(int object, const Frame& f, World& w) {
  Later later = w.objects.get(object)->later;
  w.objects[object].edit().later = {};
  Call made;
  made.name = later.stack.back().callee;
  made.spot = later.stack.back().spot;
  later.stack.pop_back();
  Frame at = f;
  at.fn = later.fn;
  at.stack = std::move(later.stack);
  Bag bag;
  bag.linked = {object};
  Route route = later.row ? Route::rule : Route::probable;
  return send(bag, made, at, w, route, later.row);
}

void Machine::stop_waiting(const std::set<int>& sent, World& w) {
  for (int object : sent)
    if (w.objects.contains(object) && waits(w.objects.get(object)))
      w.objects[object].edit().later = {};
}

/// Sends what waits and is not known above `depth`.
void Machine::send_left(const Value& result, int depth, const Frame& f,
                        World& w) {
  std::vector<int> waiting;
  for (const auto& [id, object] : w.objects)
    if (waits(object))
      waiting.push_back(id);
  if (waiting.empty())
    return;
  const std::vector<int> dead = dead_objects(w, result, depth);
  for (int object : waiting)
    if (std::binary_search(dead.begin(), dead.end(), object) ||
        (depth < 0 && is_written(w.objects.get(object))))
      send_kept(object, f, w);
}

/// At the end of a walk: what its callers do not get.
void Machine::send_all_left(Outcome& out, const Frame& f) {
  auto end = [&](World& w, Value result) {
    w.slots.erase({f.id, ""}, {f.id + 1, ""});
    if (f.self >= 0)
      link::join(result, object_value(f.self, {}, 0));
    send_left(result, -1, f, w);
  };
  for (World& w : out.on)
    end(w, {});
  for (Left& l : out.left)
    if (l.how != Exit::raise)
      end(l.world, load(l.value, l.world));
}

} // namespace imds::analyzer::link
