// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/guards.h"

#include "analyzer/link/call_words.h"
#include "analyzer/link/program.h"
#include "analyzer/link/request_text.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace imds::analyzer::link {
namespace {

using Guards = std::vector<Held<Guard>>;

/// What a comparison with an HTTP status says: == 401, >= 400, < 300, < 200.
std::optional<bool> not_refused(const Guard& g) {
  const std::string& code = g.constant;
  const bool status = code.size() == 3 && code >= "200" && code <= "599";
  if (!status)
    return std::nullopt;
  const bool equal = g.op == "==" || g.op.empty();
  if (equal && (code < "300" || g.holds))
    return (code < "300") == g.holds;
  if (code == "200" && (g.op == "<" || g.op == ">=")) // one half of 2xx
    return (g.op == "<") != g.holds;
  if (g.op == "<" || g.op == "<=")
    return g.holds;
  return g.op == ">" || g.op == ">=" ? std::optional(!g.holds) : std::nullopt;
}

/// "Answer.status_code" -> status, code.
std::vector<std::string> member_words(const std::string& name) {
  return words_of(last_name(name.substr(name.rfind('.') + 1)));
}

/// response.error, request.failed: there where nothing came.
bool names_failure(const std::string& name) {
  const auto words = member_words(name);
  return !words.empty() && is_one_of(words.back(), {"error", "err", "failed",
                                                    "failure", "errno"});
}

/// response.status_code: 0 where there was no answer.
bool names_status(const std::string& name) {
  const auto words = member_words(name);
  auto has = [&](const char* word) {
    return std::ranges::find(words, word) != words.end();
  };
  return (has("code") && (has("status") || has("response") || has("http"))) ||
         (has("http") && has("status"));
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

bool names_success(const std::string& constant) {
  std::string name = lower(constant);
  return name.ends_with("ok") || name.ends_with("success") ||
         name.ends_with("succeeded") || name.ends_with("no_error") ||
         name.ends_with("noerror");
}

bool tells_by_name(const Guard& g) {
  return names_failure(g.name) || names_status(g.name);
}

std::optional<bool> succeeded(const Guard& g) {
  if (g.against_zero)
    return names_status(g.name) == g.holds;
  if (g.constant.empty())
    return names_failure(g.name) != g.holds;
  if (names_success(g.constant))
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
