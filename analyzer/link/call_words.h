// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

namespace imds::analyzer::ir {
struct Expr;
}

namespace imds::analyzer::link {

/// What an unknown callee's name says of sending.
enum class Sending {
  never,  // stores, converts, compares
  talks,  // logs, prints, asserts: leaves nothing behind
  likely, // get, send, request, perform, ...
  unclear,
};

Sending sending_of(const std::string& callee);
/// check_host(url) may ask for it where its body does; log_host(url) does not.
bool only_talks(const std::string& callee);
/// Stricter: the name speaks of a request ("http_get", "fetch", "download").
bool says_request(const std::string& callee);
/// metadata_get(path): asks, if nothing but a path of EC2's goes in.
bool asks_metadata(const std::string& callee);
/// make_request(url) makes one, client.make_request(request) sends it.
bool makes_or_sends(const std::string& callee);
using Names = std::initializer_list<const char*>;

/// Whether `name` is one of these; whether one of these is in it.
bool is_one_of(const std::string& name, Names names);
bool has_word(const std::string& name, Names words);
/// A name that a request's class may bear: "HttpRequest", not "SendRequest".
bool names_request(const std::string& callee);
/// task_get_context: with nothing but an object it asks that for a part.
bool cleans_up(const std::string& callee);
bool is_getter(const std::string& callee);
/// "HTTPClient_getURL2" -> http, client, get, url.
std::vector<std::string> words_of(const std::string& name);
/// Whether an unknown name is a constant's: CURLOPT_URL, kPut, verb::get. Code
/// whose headers are missing has enumerators and macros only by their names.
bool names_constant(const std::string& qualified);
/// LIKELY(x), ABSL_PREDICT_FALSE(x), __builtin_expect(x, 0): no more than x.
bool is_branch_hint(const std::string& callee);
/// EmptyStr, wxEmptyString, kEmptyString.
bool names_empty_text(const std::string& variable);
/// getenv("NAME") and its kin.
bool reads_environment(const std::string& callee);
/// when().request(url).then_reply_with(...): a test says what its server does.
bool sets_up_mock(const ir::Expr& call);

} // namespace imds::analyzer::link
