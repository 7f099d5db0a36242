// SPDX-License-Identifier: Apache-2.0
//
// Calls of an SDK that asks IMDS by itself: the call, not what it is given,
// says how. A switch of the SDK may forbid it to ask without a token:
//
//   options.ec2_metadata_v1_disabled = true;   client = new_client(&options);
#include "analyzer/link/machine.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

bool is_on(const Value& value) {
  return value.size() == 1 && value[0].kind == Kind::number &&
         (value[0].number != 0 || lower(value[0].name) == "true");
}

} // namespace

/// Whether a member of what the call works on turns requests without a token
/// off.
bool Machine::is_forbidden(const Row& row, const std::set<int>& parts,
                           const World& w) const {
  auto on = [&](int part) {
    auto object = w.objects.find(part);
    return object != w.objects.end() &&
           std::any_of(row.v2_if.begin(), row.v2_if.end(),
                       [&](const std::string& name) {
                         auto at = object->second->fields.find(name);
                         return at != object->second->fields.end() &&
                                is_on(at->second);
                       });
  };
  return std::any_of(parts.begin(), parts.end(), on);
}

int Machine::send_sdk(const Bag& all, const std::set<int>& parts, const Call& c,
                      const Frame& f, World& w, const Row& row) {
  Event event;
  event.host_known = event.path_known = true;
  event.fixed = row.verdict;
  event.rule = row.rule;
  if (is_forbidden(row, parts, w)) {
    event.fixed = "v2";
    event.rule.clear();
  }
  event.library = row.library;
  event.verb = Verb::get;
  event.route = Route::rule;
  for (const Alt& alt : all.path)
    event.url = alt.text;
  event.stack = f.stack;
  event.stack.push_back({c.spot, f.fn->ir->name, c.name});
  find_place(event, {{}, event.url, false}, nullptr);
  if (known(event.url).empty())
    event.open = std::any_of(
        event.url.begin(), event.url.end(), [&](const Piece& piece) {
          return piece.hole >= 0 &&
                 s_.holes[piece.hole].origin == Origin::param;
        });
  return note_event(std::move(event), c, f, w);
}

} // namespace imds::analyzer::link
