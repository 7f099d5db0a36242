// SPDX-License-Identifier: Apache-2.0
//
// JSON to facts. A key of the wrong type makes the line broken and names the
// key. So does a missing key that readiness hangs on: a survey that does not
// say what it dropped has not said "nothing". Any other missing key keeps its
// default, so that older and newer writers of schema 1 (which may add keys) are
// both read.
//
// Tested by tests/reports/evidence_test.cpp.
#include "reports/evidence.h"

#include <nlohmann/json.hpp>

#include <set>
#include <utility>

namespace imds::evidence {
namespace {

using nlohmann::json;

/// A number that a line says once. Sums wrap only over 16 million lines that
/// say this much each; every JSON reader holds it exactly.
constexpr std::int64_t kMost = std::int64_t{1} << 40;

/// Reads members of one object and remembers the first that does not fit.
class Reader {
public:
  explicit Reader(const json& object) : object_(object) {}

  void read(const char* key, std::string& out) {
    if (const json* v = find(key, json::value_t::string))
      out = v->get_ref<const std::string&>();
  }
  void read(const char* key, bool& out) {
    if (const json* v = find(key, json::value_t::boolean))
      out = v->get<bool>();
  }
  template <std::integral T> void read(const char* key, T& out) {
    const json* v = find(key, json::value_t::number_integer);
    if (v == nullptr)
      return;
    if (v->is_number_unsigned())
      store(key, v->get<std::uint64_t>(), out);
    else
      store(key, v->get<std::int64_t>(), out);
  }
  template <class T> void read(const char* key, std::vector<T>& out) {
    const json* v = find(key, json::value_t::array);
    if (v == nullptr)
      return;
    for (const json& item : *v)
      if (auto one = element<T>(item))
        out.push_back(std::move(*one));
      else
        wrong(key);
  }
  void read(const char* key, std::map<std::string, std::uint64_t>& out) {
    const json* v = find(key, json::value_t::object);
    if (v == nullptr)
      return;
    for (const auto& [name, count] : v->items())
      if (count.is_number_unsigned())
        out[name] = count.get<std::uint64_t>();
      else
        wrong(key);
  }
  template <class T> void read(const char* key, std::optional<T>& out) {
    auto at = object_.find(key);
    if (at != object_.end() && !at->is_null())
      read(key, out.emplace());
  }
  void read(const char* key, Switch& out) {
    const json* v = find(key, json::value_t::object);
    if (v == nullptr)
      return;
    Reader r(*v);
    r.read("name", out.name);
    r.read("effect", out.effect);
    out.default_value = text(*v, "default"); // null where it is not known
    if (!r.bad().empty())
      wrong(key);
  }

  void need(std::initializer_list<const char*> keys) {
    for (const char* key : keys)
      if (!object_.contains(key) && bad_.empty())
        bad_ = std::string("lacks the key '") + key + "'";
  }

  /// It stands in commands that people copy.
  void need_instance_id(const std::string& id) {
    if (!is_instance_id(id) && bad_.empty())
      bad_ = "has an 'instance' that is no instance's id";
  }

  /// A line that counts nothing says nothing, or has lost its count.
  void need_some(const char* key, std::uint64_t count) {
    if (count == 0 && bad_.empty())
      bad_ = std::string("counts nothing: '") + key + "' is 0";
  }

  /// What is wrong with the object; empty if nothing is.
  const std::string& bad() const { return bad_; }

private:
  const json* find(const char* key, json::value_t type) {
    auto at = object_.find(key);
    if (at == object_.end())
      return nullptr;
    bool number = type == json::value_t::number_integer &&
                  at->type() == json::value_t::number_unsigned;
    if (at->type() == type || number)
      return &*at;
    wrong(key);
    return nullptr;
  }
  template <class From, class T>
  void store(const char* key, From value, T& out) {
    if (std::in_range<T>(value) && std::cmp_less_equal(value, kMost))
      out = static_cast<T>(value);
    else if (bad_.empty())
      bad_ = std::string("key '") + key + "' has a value out of range";
  }
  static std::string text(const json& object, const char* key) {
    auto at = object.find(key);
    return at != object.end() && at->is_string() ? at->get<std::string>() : "";
  }
  template <class T> static std::optional<T> element(const json& item) {
    if constexpr (std::is_same_v<T, std::string>) {
      return item.is_string() ? std::optional(item.get<std::string>())
                              : std::nullopt;
    } else if constexpr (std::is_same_v<T, TraceStep>) {
      if (!item.is_object())
        return std::nullopt;
      Reader r(item);
      TraceStep s;
      r.read("file", s.file);
      r.read("line", s.line);
      r.read("function", s.function);
      r.read("note", s.note);
      return r.bad().empty() ? std::optional(s) : std::nullopt;
    } else {
      if (!item.is_object())
        return std::nullopt;
      Reader r(item);
      Parent p;
      r.read("pid", p.pid);
      r.read("comm", p.comm);
      return r.bad().empty() ? std::optional(p) : std::nullopt;
    }
  }
  void wrong(const char* key) {
    if (bad_.empty())
      bad_ = std::string("key '") + key + "' has a value of the wrong type";
  }

  const json& object_;
  std::string bad_;
};

void read_origin(Reader& r, const char* run_key, Origin& origin) {
  r.need({"seq"});
  r.read("host", origin.host);
  r.read(run_key, origin.run);
  r.read("seq", origin.seq);
}

void read_fact(Reader& r, Finding& f) {
  r.need({"verdict", "under_required", "file", "line"});
  read_origin(r, "scan", f.origin);
  r.read("verdict", f.verdict);
  r.read("under_required", f.under_required);
  r.read("confidence", f.confidence);
  r.read("read_as", f.read_as);
  r.read("rule", f.rule);
  r.read("file", f.file);
  r.read("line", f.line);
  r.read("column", f.column);
  r.read("function", f.function);
  r.read("message", f.message);
  r.read("trace", f.trace);
  r.read("fix", f.fix);
  r.read("switch", f.config_switch);
  r.read("fingerprint", f.fingerprint);
  r.read("target", f.target);
  r.read("strings", f.strings);
  r.read("literals", f.literals);
}

void read_fact(Reader& r, Scan& s) {
  r.need({"files", "skipped", "unread", "ledger"});
  read_origin(r, "scan", s.origin);
  r.read("root", s.root);
  r.read("files", s.files);
  r.read("parsed", s.parsed);
  r.read("with_errors", s.with_errors);
  r.read("skipped", s.skipped);
  r.read("unread", s.unread);
  r.read("ledger", s.ledger);
  r.read("not_analyzed", s.not_analyzed);
  r.read("unexplained", s.unexplained);
  r.read("allowed", s.allowed);
  r.read("code_files", s.code_files);
  r.read("findings", s.findings);
  r.read("end", s.end);
  r.read("rules_version", s.rules_version);
  r.read("tool_version", s.tool_version);
}

void read_fact(Reader& r, Software& s) {
  read_origin(r, "scan", s.origin);
  r.read("name", s.name);
  r.read("version", s.version);
  r.read("ecosystem", s.ecosystem);
  r.read("path", s.path);
  r.read("speaks", s.speaks);
  r.read("first_v2", s.first_v2);
  r.read("why", s.why);
  r.read("strings", s.strings);
}

void read_fact(Reader& r, Survey& s) {
  r.need({"source", "start", "end", "dropped", "gaps", "requests",
          "unattributed", "unknown"});
  read_origin(r, "survey", s.origin);
  r.read("source", s.source);
  r.read("start", s.start);
  r.read("end", s.end);
  r.read("packets", s.packets);
  r.read("dropped", s.dropped);
  r.read("gaps", s.gaps);
  r.read("requests", s.requests);
  r.read("attributed", s.attributed);
  r.read("unattributed", s.unattributed);
  r.read("unknown", s.unknown);
  r.read("method", s.method);
  r.read("interfaces", s.interfaces);
  r.read("one_namespace", s.one_namespace);
  r.read("boot_covered", s.boot_covered);
  r.read("last", s.last);
  r.read("instance", s.instance);
  if (s.instance)
    r.need_instance_id(*s.instance);
}

void read_fact(Reader& r, Sighting& s) {
  r.need({"first", "last", "class", "count"});
  read_origin(r, "survey", s.origin);
  r.read("first", s.first);
  r.read("last", s.last);
  r.read("class", s.request_class);
  r.read("count", s.count);
  r.need_some("count", s.count);
  r.read("method", s.method);
  r.read("path", s.path);
  r.read("status", s.status);
  r.read("endpoint", s.endpoint);
  r.read("peer", s.peer);
  r.read("user_agent", s.user_agent);
  r.read("reply_ttl", s.reply_ttl);
  r.read("cause", s.cause);
  r.read("pid", s.pid);
  r.read("pids", s.pids);
  r.read("go_between", s.go_between);
  r.read("start_time", s.start_time);
  r.read("comm", s.comm);
  r.read("exe", s.exe);
  r.read("argv", s.argv);
  r.read("uid", s.uid);
  r.read("user", s.user);
  r.read("parents", s.parents);
  r.read("cgroup", s.cgroup);
  r.read("unit", s.unit);
  r.read("container", s.container);
  r.read("image", s.image);
  r.read("runtime", s.runtime);
  r.read("pod", s.pod);
  r.read("netns", s.netns);
  r.read("attribution", s.attribution);
  r.read("confidence", s.confidence);
}

void read_fact(Reader& r, Setting& s) {
  r.need({"instance"});
  read_origin(r, "scan", s.origin);
  r.read("instance", s.instance);
  r.need_instance_id(s.instance);
  r.read("http_tokens", s.http_tokens);
  r.read("http_endpoint", s.http_endpoint);
  r.read("hop_limit", s.hop_limit);
  r.read("ipv6", s.ipv6);
  r.read("no_token_count", s.no_token_count);
  r.read("window_start", s.window_start);
  r.read("window_end", s.window_end);
  if (s.no_token_count && !(s.window_start && s.window_end))
    r.need({"window_start", "window_end"});
}

/// Of objects whose parser keeps the last of two equal keys: which is twice?
class Keys {
public:
  /// An object begins whose keys are `depth` deep.
  void open(std::size_t depth) {
    seen_.resize(std::max(seen_.size(), depth + 1));
    seen_[depth].clear();
  }
  void add(std::size_t depth, const std::string& key) {
    if (!seen_[depth].insert(key).second && twice_.empty())
      twice_ = key;
  }
  const std::string& twice() const { return twice_; }

private:
  std::vector<std::set<std::string>> seen_; // by depth
  std::string twice_;
};

template <class F> Result<Fact> read_as(const json& object) {
  F fact;
  Reader reader(object);
  read_fact(reader, fact);
  if (!reader.bad().empty())
    return fail(reader.bad());
  if (fact.origin.run.empty())
    return fail("does not say which run wrote it ('scan' or 'survey')");
  return Fact(std::move(fact));
}

/// One JSON object whose keys are each there once. A deep nesting is refused
/// before it is built: freeing it would recurse.
Result<json> object_of(std::string_view line) {
  int depth = 0;
  Keys keys;
  const auto shallow = [&](int at, json::parse_event_t event, json& parsed) {
    depth = std::max(depth, at);
    const auto level = static_cast<std::size_t>(at);
    if (event == json::parse_event_t::object_start)
      keys.open(level + 1);
    else if (event == json::parse_event_t::key)
      keys.add(level, parsed.get_ref<const std::string&>());
    return at < 64;
  };
  json object = json::parse(line, shallow, /*allow_exceptions=*/false);
  if (object.is_discarded() || !object.is_object())
    return fail("is not a JSON object");
  if (depth >= 64)
    return fail("is nested too deeply");
  if (!keys.twice().empty())
    return fail("has the key '" + keys.twice() + "' twice");
  return object;
}

} // namespace

Result<Fact> parse(std::string_view line) {
  const auto parsed = object_of(line);
  if (!parsed)
    return std::unexpected(parsed.error());
  const json& object = *parsed;
  auto schema = object.find("schema");
  if (schema == object.end() || !schema->is_number_integer())
    return fail("has no 'schema'");
  if (*schema != kEvidenceSchema)
    return fail("has schema " + schema->dump() + ", this version reads " +
                std::to_string(kEvidenceSchema));
  std::string fact = object.value("fact", json("")).is_string()
                         ? object.value("fact", json("")).get<std::string>()
                         : "";
  if (fact == "finding")
    return read_as<Finding>(object);
  if (fact == "sighting")
    return read_as<Sighting>(object);
  if (fact == "survey")
    return read_as<Survey>(object);
  if (fact == "scan")
    return read_as<Scan>(object);
  if (fact == "software")
    return read_as<Software>(object);
  if (fact == "setting")
    return read_as<Setting>(object);
  return fail("is a fact of an unknown kind '" + fact + "'");
}

} // namespace imds::evidence
