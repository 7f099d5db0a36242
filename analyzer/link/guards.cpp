// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/guards.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace imds::analyzer::link {
namespace {

using Guards = std::vector<Held<Guard>>;

/// What a comparison with an HTTP status of a refusal says: == 401, >= 400.
std::optional<bool> not_refused(const Guard& g) {
  bool status =
      g.constant.size() == 3 && g.constant >= "300" && g.constant <= "599";
  bool from = g.op == ">=" || g.op == ">";
  if (status && (from || (g.op == "==" && g.holds)))
    return !g.holds;
  bool up_to = g.op == "<" || g.op == "<=";
  return status && up_to ? std::optional(g.holds) : std::nullopt;
}

/// Whether it leaves no doubt that no token came.
const Guard* without_token(const Guards& guards) {
  for (const Guard& g : guards)
    if (g.reason == Reason::token && succeeded(g) == false)
      return &g;
  return nullptr;
}

/// if [ "$TOKEN" = null ]: what stands there where nothing came.
bool names_nothing(const std::string& constant) {
  static const std::set<std::string_view> names{
      "null", "NULL", "none", "None", "nil", "undefined", "error", "000"};
  return names.contains(constant);
}

bool holds_in(const Guards& guards, const Guard& g) {
  return std::any_of(guards.begin(), guards.end(), [&](const Guard& o) {
    return o.key == g.key && o.holds == g.holds;
  });
}

Guard no_token(const Guard& like) {
  Guard out;
  out.key = kNoToken;
  out.holds = false;
  out.reason = Reason::token;
  out.name = like.name;
  out.spot = like.spot;
  return out;
}

} // namespace

std::optional<bool> succeeded(const Guard& g) {
  if (g.against_zero)
    return !g.holds;
  if (g.constant.empty() || g.constant == "200" || g.constant.ends_with("_OK"))
    return g.holds;
  if (g.op == "==" && names_nothing(g.constant))
    return !g.holds;
  return not_refused(g);
}

void keep_common(Guards& guards, const Guards& other) {
  const Guard* a = without_token(guards);
  bool none_came = a && without_token(other);
  const Guard joined = none_came ? no_token(*a) : Guard{};
  std::erase_if(guards, [&](const Guard& g) { return !holds_in(other, g); });
  if (none_came && !without_token(guards))
    guards.emplace_back(joined);
}

} // namespace imds::analyzer::link
