// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/call_words.h"

#include "analyzer/ir.h"
#include "analyzer/link/program.h"
#include "analyzer/link/remembered.h"
#include "analyzer/link/request_text.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace imds::analyzer::link {
namespace {

using Words = std::set<std::string>;

const Words& talking() {
  static const Words words{
      "log",    "debug",    "info",   "warn",   "warning",  "error", "trace",
      "print",  "puts",     "assert", "expect", "check",    "fatal", "err",
      "printf", "verbose",  "vlog",   "notice", "critical", "msg",   "die",
      "panic",  "describe", "usage",  "perror", "abort",    "throw"};
  return words;
}

const Words& storing() {
  static const Words words{
      "set",         "add",       "append",     "insert",   "push",
      "emplace",     "with",      "parse",      "compare",  "cmp",
      "strcmp",      "find",      "contains",   "equals",   "equal",
      "match",       "starts",    "ends",       "hash",     "copy",
      "free",        "delete",    "destroy",    "release",  "init",
      "create",      "new",       "make",       "build",    "alloc",
      "encode",      "decode",    "escape",     "to",       "from",
      "as",          "is",        "has",        "size",     "length",
      "substr",      "replace",   "split",      "join",     "trim",
      "concat",      "format",    "convert",    "register", "resolve",
      "connect",     "bind",      "setopt",     "option",   "header",
      "headers",     "url",       "uri",        "host",     "cursor",
      "string",      "strlen",    "reserve",    "resize",   "clear",
      "sort",        "configure", "config",     "define",   "declare",
      "default",     "strstr",    "assign",     "swap",     "move",
      "forward",     "ref",       "unref",      "lookup",   "env",
      "getenv",      "setenv",    "arg",        "save",     "store",
      "cache",       "begin",     "end",        "back",     "front",
      "erase",       "pop",       "strdup",     "dup",      "upstream",
      "memcmp",      "getopt",    "addr",       "pton",     "ntop",
      "aton",        "validate",  "regex",      "index",    "at",
      "count",       "empty",     "proxy",      "name",     "listen",
      "route",       "deny",      "allow",      "block",    "filter",
      "getaddrinfo", "strncmp",   "strcasecmp", "strncpy",  "acquire",
      "buffer"};
  return words;
}

const Words& sending() {
  static const Words words{
      "get",      "put",      "head",      "post",     "send",    "request",
      "fetch",    "perform",  "exec",      "execute",  "do",      "read",
      "download", "query",    "call",      "submit",   "open",    "urlopen",
      "load",     "retrieve", "run",       "write",    "start",   "process",
      "poll",     "invoke",   "dispatch",  "transfer", "collect", "sendto",
      "sendmsg",  "receive",  "roundtrip", "tryget",   "wget",    "spawn",
      "issue",    "enqueue",  "launch",    "perform1", "recv",    "exchange",
      "grab",     "pull",     "obtain"};
  return words;
}

/// regex.exec(subject), application.exec(), uv_run(loop): the word alone says
/// nothing.
bool only_runs(const std::vector<std::string>& words) {
  using Name = std::vector<std::string>;
  static const std::set<Name> runners{{"exec"},
                                      {"uv", "run"},
                                      {"ev", "run"},
                                      {"run", "loop"},
                                      {"main", "loop", "run"},
                                      {"g", "main", "loop", "run"},
                                      {"event", "base", "dispatch"}};
  return runners.contains(words);
}

bool any(const std::vector<std::string>& words, const Words& set) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& w) { return set.contains(w); });
}

/// HttpRequestBuilder("GET", url): what makes a request does not send it.
bool only_makes(const std::vector<std::string>& words) {
  static const Words makers{"builder", "factory",  "options", "params",
                            "config",  "settings", "template"};
  return makers.contains(words.back());
}

/// list_get(names, 0), kvGet(map, key): out of a container.
bool asks_container(const std::vector<std::string>& words) {
  static const Words containers{"list",  "lst", "kv",   "map",  "dict",   "vec",
                                "array", "arr", "hash", "tree", "variant"};
  const auto get = std::ranges::find(words, "get");
  return get != words.end() &&
         std::any_of(words.begin(), get, [](const std::string& word) {
           return containers.contains(word);
         });
}

/// uv_timer_start(&timer, on_timer, 1000, 0): what it starts is time.
bool only_waits(const std::vector<std::string>& words) {
  static const Words clocks{"timer", "alarm", "watchdog", "stopwatch"};
  return any(words, clocks);
}

/// my_http(url) sends and http_do(r) does; http_buffer_size(r) only belongs to
/// a module of that name.
bool does_http(const std::vector<std::string>& words) {
  static const Words protocols{"http", "https", "curl"};
  static const Words verbs{"do", "get",  "put",  "head", "post", "run",
                           "go", "read", "open", "load", "sync", "async"};
  return any(words, protocols) &&
         (protocols.contains(words.back()) || any(words, verbs));
}

/// info(text) logs; get_instance_info(url) asks for some.
bool says_something(const std::vector<std::string>& words) {
  Words said(words.begin(), words.end());
  if (sending().contains(words.front()) && words.back() == "info")
    said.erase("info");
  return std::any_of(said.begin(), said.end(), [](const std::string& w) {
    return talking().contains(w);
  });
}

/// metadata_fetcher_(host, path): a callable is named for what it does.
bool names_sender(const std::string& callee,
                  const std::vector<std::string>& words) {
  static const Words doers{"fetcher", "requester", "downloader", "sender"};
  return std::islower(static_cast<unsigned char>(callee[0])) &&
         doers.contains(words.back());
}

} // namespace

bool is_one_of(const std::string& name, Names names) {
  return std::any_of(names.begin(), names.end(),
                     [&](const char* n) { return name == n; });
}

bool has_word(const std::string& name, Names words) {
  return std::any_of(words.begin(), words.end(), [&](const char* w) {
    return name.find(w) != std::string::npos;
  });
}

/// Where the second word of httpget or imgdownload begins; 0: it is one word.
static std::size_t second_word(const std::string& word) {
  static const Words verbs{"get", "put", "head", "post", "send", "request"};
  for (std::string_view start : {"http", "https", "curl"})
    if (word.starts_with(start) && verbs.contains(word.substr(start.size())))
      return start.size();
  for (std::string_view end : {"download", "fetch", "retrieve"})
    if (word.size() > end.size() && word.ends_with(end))
      return word.size() - end.size();
  return 0;
}

std::vector<std::string> words_of(const std::string& name) {
  std::vector<std::string> out;
  std::string word;
  auto flush = [&] {
    if (std::size_t at = second_word(word); at > 0) {
      out.push_back(word.substr(0, at));
      word.erase(0, at);
    }
    if (!word.empty())
      out.push_back(word);
    word.clear();
  };
  for (std::size_t i = 0; i < name.size(); ++i) {
    unsigned char c = static_cast<unsigned char>(name[i]);
    bool upper = std::isupper(c) != 0;
    bool after_lower =
        i > 0 && std::islower(static_cast<unsigned char>(name[i - 1]));
    bool before_lower = i + 1 < name.size() && i > 0 &&
                        std::isupper(static_cast<unsigned char>(name[i - 1])) &&
                        std::islower(static_cast<unsigned char>(name[i + 1]));
    if (!std::isalpha(c) || (upper && (after_lower || before_lower)))
      flush();
    if (std::isalpha(c))
      word += char(std::tolower(c));
  }
  flush();
  return out;
}

static Sending read_sending_of(const std::string& callee) {
  auto words = words_of(callee);
  if (words.empty() || only_runs(words))
    return Sending::unclear;
  // The verb comes first: get_header stores nothing, set_request does.
  // on_done(f) and OnDone().Bind(f) take what is called later.
  bool registers = words.front() == "on" && words.size() > 1;
  if (storing().contains(words.front()) || only_makes(words) ||
      only_waits(words) || asks_container(words) || registers)
    return Sending::never;
  if (names_sender(callee, words))
    return Sending::likely;
  bool sends = any(words, sending()) || does_http(words);
  bool talks = says_something(words);
  if (talks && !sends)
    return Sending::talks;
  if (sends && sending().contains(words.front()) && words.size() == 1)
    return Sending::likely;
  if (talks)
    return Sending::talks;
  if (any(words, storing()) && !says_request(callee))
    return Sending::never;
  return sends ? Sending::likely : Sending::unclear;
}

static bool read_only_talks(const std::string& callee) {
  auto words = words_of(callee);
  return sending_of(callee) == Sending::talks &&
         !any(words, {"check", "describe"});
}

static bool read_makes_or_sends(const std::string& callee) {
  auto words = words_of(callee);
  return words.size() > 1 && words.front() == "make" &&
         words.back() == "request";
}

static bool read_names_request(const std::string& callee) {
  auto words = words_of(callee);
  bool noun = !words.empty() &&
              (words.back() == "request" || words.back() == "req") &&
              std::isupper(static_cast<unsigned char>(callee[0]));
  return noun && (words.size() == 1 || (!sending().contains(words.front()) &&
                                        !storing().contains(words.front())));
}

static bool read_cleans_up(const std::string& callee) {
  static const Words ends{"destroy", "free",  "release", "cleanup",
                          "unref",   "close", "dispose", "deinit"};
  auto words = words_of(callee);
  return !words.empty() &&
         (ends.contains(words.front()) || ends.contains(words.back()));
}

static bool read_is_getter(const std::string& callee) {
  auto words = words_of(callee);
  auto get = std::find(words.begin(), words.end(), "get");
  return get != words.end() && get + 1 != words.end() && !says_request(callee);
}

static bool read_asks_metadata(const std::string& callee) {
  static const Words services{"metadata", "imds"};
  static const Words verbs{"get", "read", "load", "query", "fetch"};
  auto words = words_of(callee);
  // get_metadata_base_url gives a part of a request.
  return any(words, services) && any(words, verbs) &&
         (services.contains(words.back()) || verbs.contains(words.back()));
}

static bool read_says_request(const std::string& callee) {
  static const Words strong{
      "request", "fetch",  "send", "perform", "download", "query", "exec",
      "execute", "tryget", "wget", "call",    "retrieve", "req"};
  static const Words alone{"get", "put", "head"};
  static const Words parts{
      "set",     "add",     "create", "init",      "new",
      "free",    "parse",   "make",   "build",     "header",
      "headers", "destroy", "append", "is",        "prepare",
      "setopt",  "config",  "alloc",  "release",   "acquire",
      "hash",    "sign",    "signed", "signature", "canonical"};
  auto words = words_of(callee);
  // http_client makes one, http_client_send sends.
  if (words.empty() || any(words, parts) || words.back() == "client" ||
      only_runs(words))
    return false;
  static const Words prefixes{"try",   "do",       "internal", "simple", "sync",
                              "async", "blocking", "perform",  "safe"};
  bool plain = words.size() == 1 ||
               (words.size() == 2 && prefixes.contains(words.front()));
  return any(words, strong) || does_http(words) ||
         names_sender(callee, words) || (plain && any(words, alone));
}

bool sets_up_mock(const ir::Expr& call) {
  const ir::Expr* e = &call;
  while (e->receiver && !e->args.empty()) {
    e = &e->args[0];
    std::string name = last_name(e->text);
    if (e->kind == ir::ExprKind::call &&
        (name == "when" || name == "given" || name == "expect"))
      return true;
  }
  return false;
}

Sending sending_of(const std::string& callee) {
  static thread_local Remembered said(read_sending_of);
  return said(callee);
}

bool only_talks(const std::string& callee) {
  static thread_local Remembered said(read_only_talks);
  return said(callee);
}

bool makes_or_sends(const std::string& callee) {
  static thread_local Remembered said(read_makes_or_sends);
  return said(callee);
}

bool names_request(const std::string& callee) {
  static thread_local Remembered said(read_names_request);
  return said(callee);
}

bool cleans_up(const std::string& callee) {
  static thread_local Remembered said(read_cleans_up);
  return said(callee);
}

bool is_getter(const std::string& callee) {
  static thread_local Remembered said(read_is_getter);
  return said(callee);
}

bool asks_metadata(const std::string& callee) {
  static thread_local Remembered said(read_asks_metadata);
  return said(callee);
}

bool says_request(const std::string& callee) {
  static thread_local Remembered said(read_says_request);
  return said(callee);
}

bool reads_environment(const std::string& callee) {
  return is_one_of(callee, {"getenv", "secure_getenv", "GetEnv", "qgetenv",
                            "env", "_wgetenv", "g_getenv", "getEnv",
                            "safe_getenv", "qEnvironmentVariable"});
}

bool names_constant(const std::string& qualified) {
  std::string name = last_name(qualified);
  bool shouts = name.size() > 2;
  for (char c : name)
    shouts = shouts && !(c >= 'a' && c <= 'z');
  bool k_style =
      name.size() > 2 && name[0] == 'k' && name[1] >= 'A' && name[1] <= 'Z';
  bool scoped = name != qualified; // verb::get, use_fallback::no
  bool value = verb_of(name) != Verb::unknown || is_one_of(name, {"yes", "no"});
  return shouts || k_style || (scoped && value);
}

bool names_empty_text(const std::string& variable) {
  const auto words = words_of(last_name(variable));
  const auto empty = std::ranges::find(words, "empty");
  return words.end() - empty == 2 && is_one_of(words.back(), {"str", "string"});
}

bool is_branch_hint(const std::string& callee) {
  const auto words = words_of(callee);
  const bool tells = any(words, {"true", "false"});
  return any(words, {"likely", "unlikely"}) ||
         (tells && any(words, {"predict", "expect"})) ||
         callee == "__builtin_expect";
}

} // namespace imds::analyzer::link
