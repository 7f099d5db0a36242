// SPDX-License-Identifier: Apache-2.0
//
// Members and globals that nobody assigns: a map of headers, a request, a
// stream. One method fills them by calls, another sends them. Within one walk
// they are objects that stand for the place; at its end the store learns what
// they carry, as it learns of what is assigned.
#include "analyzer/link/filled.h"

#include "analyzer/link/request_text.h"

#include <algorithm>
#include <map>

namespace imds::analyzer::link {
namespace {

bool is_place(const Hole& hole) {
  return hole.origin == Origin::field || hole.origin == Origin::global;
}

/// What a client was last asked for is one request's; its headers stay.
bool has_token(const Bag& bag, const Imds& imds) {
  return std::ranges::any_of(bag.headers, [&](const Header& h) {
    return imds.is_token_header(header_name(h.name));
  });
}

/// What the place is called in the store; empty: it is one object's alone.
std::string key_of(int hole, Holes& holes) {
  const Hole place = holes[hole];
  const std::string key =
      (place.origin == Origin::global ? "g:" : "") + place.name;
  return holes.intern(place, key) == hole ? key : "";
}

class Filled {
public:
  Filled(Shared& shared, const std::string& writer)
      : s_(shared), writer_(writer) {}

  void note(const World& world) {
    world.objects.each([&](int id, const Held<Object>& object) {
      if (!is_filled_place(*object, s_.holes) ||
          !has_token(object->bag, s_.imds))
        return;
      auto [at, fresh] = seen_.try_emplace(id, world, *object);
      if (!fresh) // what only some paths add, "may" be
        join(at->second.object, *object);
    });
  }

  void tell() {
    for (auto& [id, place] : seen_) {
      const std::string key = key_of(place.object.hole, s_.holes);
      if (!key.empty())
        s_.store.fill(key, id, place.object, place.world, writer_);
    }
  }

private:
  struct Place {
    World world;
    Object object;
  };

  Shared& s_;
  const std::string& writer_;
  std::map<int, Place> seen_;
};

} // namespace

bool is_filled_place(const Object& object, const Holes& holes) {
  const Bag& bag = object.bag;
  const bool carries = !bag.headers.empty() || !bag.url.empty() ||
                       !bag.host.empty() || !bag.path.empty();
  return carries && object.hole >= 0 && is_place(holes[object.hole]);
}

bool may_send_member(const Fn& method, const World& world, Shared& shared) {
  const std::string& type = method.ir->class_name;
  const std::string nameless = "?" + std::to_string(method.file());
  bool found = false;
  world.objects.each([&](int, const Held<Object>& object) {
    if (found || !is_filled_place(*object, shared.holes))
      return;
    const std::string& name = shared.holes[object->hole].name;
    const std::string owner = name.substr(0, name.rfind('.'));
    found = owner == nameless || shared.program.related(type, owner);
  });
  return found && !type.empty();
}

void keep_filled(const Outcome& out, const std::string& writer,
                 Shared& shared) {
  Filled filled(shared, writer);
  for (const World& world : out.on)
    filled.note(world);
  for (const Left& left : out.left)
    if (left.how != Exit::raise)
      filled.note(left.world);
  filled.tell();
}

} // namespace imds::analyzer::link
