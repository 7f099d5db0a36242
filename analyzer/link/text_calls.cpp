// SPDX-License-Identifier: Apache-2.0
//
// What calls do to texts, by their names (text_words.h). What a function of
// another name makes of a text is a hole.
#include "analyzer/link/atoms.h"
#include "analyzer/link/call_words.h"
#include "analyzer/link/format.h"
#include "analyzer/link/machine.h"
#include "analyzer/link/text_cuts.h"
#include "analyzer/link/text_words.h"

#include <algorithm>
#include <array>

namespace imds::analyzer::link {
Value Machine::format(const std::vector<Value>& args, std::size_t from,
                      World& w, const Call& c, const Frame& f) {
  Value out;
  for (const Text& pattern : texts(args[from], w)) {
    auto argument = [&](std::size_t i) -> Text {
      std::size_t at = from + 1 + i;
      if (at < args.size())
        return texts(args[at], w).front();
      return {{"", fresh_hole(Origin::unknown, "", "missing"), c.spot, 0}};
    };
    Alt alt;
    std::string all = known(pattern);
    bool braces = all.find('%') == std::string::npos &&
                  all.find("{}") != std::string::npos;
    if (has_conversion(all) || (fills_format(c.name) && !braces))
      alt.text = fill_printf(pattern, argument);
    else if (c.name == "Substitute" || c.name == "SubstituteAndAppend")
      alt.text = fill_numbered(pattern, '$', argument);
    else
      alt.text = fill_braces(pattern, argument);
    alt.spot = c.spot;
    alt.depth = f.depth;
    out.push_back(std::move(alt));
  }
  return out;
}

/// Functions that put a format's text somewhere or give it back.
std::optional<Value> Machine::format_call(Call& c, Frame& f, World& w) {
  bool printf_like = fills_format(c.name);
  bool braces = is_brace_format(c.name) || c.name == "Substitute";
  if (!printf_like && !braces)
    return std::nullopt;
  if (printf_like)
    spread_rest(c, w);
  std::size_t at = c.args.size();
  for (std::size_t i = 0; i < c.args.size() && at == c.args.size(); ++i)
    for (const Text& text : texts(c.args[i], w)) {
      std::string all = known(text);
      bool fits = printf_like ? has_conversion(all) ||
                                    all.find("%%") != std::string::npos
                              : all.find(c.name == "Substitute" ? '$' : '{') !=
                                    std::string::npos;
      if (fits)
        at = i;
    }
  if (at == c.args.size()) // a format without conversions
    for (std::size_t i = c.args.size(); i-- > 0;)
      for (const Alt& alt : load(c.args[i], w))
        if (alt.kind == Kind::text && !known(alt.text).empty() &&
            all_literal(alt.text))
          at = i;
  if (at == c.args.size())
    return std::nullopt;
  Value text = format(c.args, at, w, c, f);
  // line.Format("a: %s", b): into the text that it is a method of.
  bool itself = at == 0 && printf_like && c.has_receiver && !c.self.empty() &&
                c.self[0].kind == Kind::text && !is_hole(c.self[0]) && c.e &&
                !c.e->args.empty();
  if (itself) {
    if (auto worlds = write(c.e->args[0], text, f, w); !worlds.empty())
      w = std::move(worlds.front());
    return text;
  }
  if (at > 0 && put_at(0, text, c, f, w))
    return call_hole(c, f, w);
  bool into =
      c.args[0].size() == 1 && c.args[0][0].kind == Kind::storage && at > 0;
  if (into) {
    write_storage(Alt(c.args[0][0]), text, f, w);
    return text;
  }
  // Into memory of nobody knows where: malloc, a member, a parameter.
  bool by_pointer = at > 0 && has_word(c.name, {"sprintf", "snprintf"}) &&
                    !has_word(c.name, {"asprintf", "dup", "sds"}) &&
                    !c.args[0].empty() && c.args[0][0].kind == Kind::text;
  if (by_pointer) {
    put_text(0, text, c, f, w);
    return text;
  }
  bool first_object =
      at > 0 && c.args[0].size() == 1 && c.args[0][0].kind == Kind::object;
  std::string name = lower(c.name);
  bool returns_text = has_word(name, {"strdup", "asprintf", "maprintf", "sds",
                                      "psprintf", "dup_printf", "pool"}) ||
                      at == 0 || braces;
  if (first_object && !returns_text) {
    // g_string_printf(s, ...), mg_printf(connection, ...)
    c.args = {c.args[0], text};
    c.arg_exprs.resize(2);
    return std::nullopt;
  }
  // mg_printf(connection, ...) of a connection that somebody handed in.
  bool into_handle = at == 1 && c.args[0].size() == 1 &&
                     is_hole(c.args[0][0]) && !s_.uses.kept_texts.contains(c.e);
  if (into_handle && !returns_text) {
    c.args = {c.args[0], text};
    c.arg_exprs.resize(2);
    return std::nullopt;
  }
  if (at == 0 && is_one_of(name, {"printf", "vprintf", "wprintf"}))
    return Value{};
  if (has_word(name, {"fprintf", "dprintf", "log", "debug"})) {
    c.args = {c.args[0], text};
    c.arg_exprs.resize(2);
    return std::nullopt;
  }
  return text;
}

/// request.headers.push_back(x), where nothing is known of `headers` yet: a
/// list if its class is one's, if x is a pair or if x is a whole header line. A
/// text takes characters by push_back.
bool Machine::fills_list(const Call& c, World& w) const {
  if (c.self.size() != 1 || !is_hole(c.self[0]))
    return false;
  bool container = is_one_of(last_name(c.receiver),
                             {"vector", "list", "deque", "set", "forward_list",
                              "QList", "QVector", "QStringList"});
  const Value& item = c.args[0];
  if (container || (!item.empty() && item[0].kind == Kind::object))
    return true;
  std::vector<Text> lines = texts(item, w);
  return std::any_of(lines.begin(), lines.end(), [&](const Text& line) {
    std::string name = header_name(line);
    return s_.imds.is_token_header(name) || s_.imds.is_ttl_header(name);
  });
}

/// Methods of a receiver that is text: x.append(y), x.empty(), x.arg(y).
std::optional<Value> Machine::method_of_text(Call& c, Frame& f, World& w) {
  const std::string& n = c.name;
  const ir::Expr* e = c.e && !c.e->args.empty() ? &c.e->args[0] : nullptr;
  auto update = [&](const Value& value) {
    if (e)
      if (auto worlds = write(*e, value, f, w); !worlds.empty())
        w = std::move(worlds.front());
    return value;
  };
  bool appends = is_one_of(
      n, {"append", "operator+=", "push_back", "Append", "operator<<"});
  if (appends && c.args.size() >= 1 && fills_list(c, w))
    return std::nullopt;
  if (appends && c.args.size() >= 1)
    return update(binary("+", c.self, load(c.args[0], w), w, *c.e, f));
  if (is_one_of(n, {"assign", "operator=", "setUrl", "fromStdString"}) &&
      !c.args.empty())
    return update(load(c.args[0], w));
  if (is_one_of(n, {"clear", "reset"}) && c.args.empty())
    return update(literal("", c.spot, f.depth));
  bool one_text = c.self.size() == 1 && c.self[0].kind == Kind::text;
  if (one_text && asks_start(n) && c.args.size() == 1)
    if (auto holds = begins(c.self[0].text, texts(c.args[0], w).front()))
      return number(*holds, "", c.spot, f.depth);
  if (one_text)
    if (auto rest = without_start(c.self[0].text, n, c.args)) {
      Alt alt = c.self[0];
      alt.text = std::move(*rest);
      return update({alt});
    }
  if (n == "insert" || n == "prepend")
    if (!c.args.empty() && is_text(c.args.back()))
      return update(binary("+", load(c.args.back(), w), c.self, w, *c.e, f));
  if (n == "arg" && !c.args.empty()) {
    Value out;
    for (const Text& t : texts(c.self, w)) {
      Alt alt;
      std::string all = known(t);
      int lowest = 1;
      while (lowest < 9 &&
             all.find("%" + std::to_string(lowest)) == std::string::npos)
        ++lowest;
      alt.text = fill_numbered(t, '%', [&](std::size_t i) -> Text {
        if (int(i) + 1 == lowest)
          return texts(c.args[0], w).front();
        return {{"%" + std::to_string(i + 1), -1, c.spot, f.depth}};
      });
      alt.spot = c.spot;
      out.push_back(std::move(alt));
    }
    return out;
  }
  if (n == "find" && c.args.size() == 1 && c.self.size() == 1 &&
      all_literal(c.self[0].text)) {
    Text wanted = texts(c.args[0], w).front();
    std::size_t at = known(c.self[0].text).find(known(wanted));
    if (all_literal(wanted) && !known(wanted).empty())
      return at == std::string::npos
                 ? number(-1, "npos", c.spot, f.depth)
                 : number(std::int64_t(at), "", c.spot, f.depth);
  }
  if (n == "substr" || n == "mid" || n == "left") {
    bool fixed = !c.args.empty() && c.args[0].size() == 1 &&
                 c.args[0][0].kind == Kind::number;
    if (fixed && c.self.size() == 1 && c.self[0].kind == Kind::text) {
      Alt alt = c.self[0];
      std::size_t from = std::size_t(
          std::max<std::int64_t>(0, n == "left" ? 0 : c.args[0][0].number));
      std::size_t count = kMaxText;
      if (n == "left")
        count = std::size_t(c.args[0][0].number);
      else if (c.args.size() > 1 && c.args[1].size() == 1 &&
               c.args[1][0].kind == Kind::number && c.args[1][0].number >= 0)
        count = std::size_t(c.args[1][0].number);
      alt.text = cut(alt.text, from, count);
      return Value{alt};
    }
  }
  // The rest of a URL from a place that is not known still is one.
  if (n == "substr" && c.args.size() == 1 && !c.self.empty() &&
      matters(c.self[0].text))
    return c.self;
  return std::nullopt;
}

/// length, emptiness and truth of a text ask the same of its hole.
std::optional<Value> Machine::measure_call(Call& c, Frame& f, World& w) {
  const std::string& n = c.name;
  bool size = is_one_of(n, {"size", "length", "strlen", "count", "wcslen",
                            "sds_len", "flb_sds_len", "sdslen", "has_value",
                            "operator bool", "isValid", "strnlen"});
  bool empty =
      is_one_of(n, {"empty", "isEmpty", "isNull", "is_empty", "IsEmpty"});
  if (!size && !empty)
    return std::nullopt;
  Value subject = load(c.has_receiver   ? c.self
                       : c.args.empty() ? Value{}
                                        : c.args[0],
                       w);
  if (subject.size() != 1)
    return std::nullopt;
  const Alt& alt = subject[0];
  int hole = is_hole(alt) ? alt.text[0].hole : -1;
  if (alt.kind == Kind::object)
    if (auto at = w.objects.find(alt.object); at != w.objects.end()) {
      hole = at->second->hole;
      if (hole < 0 && at->second->size >= 0)
        return number(empty ? at->second->size == 0 : at->second->size, "",
                      c.spot, f.depth);
      if (hole < 0 && !at->second->bag.headers.empty())
        return number(empty ? 0 : 1, "", c.spot, f.depth);
    }
  if (hole >= 0) {
    if (size)
      return hole_value(hole, c.spot, f.depth);
    Hole opposite = s_.holes[hole];
    opposite.negates = hole;
    return hole_value(s_.holes.intern(opposite, "not" + std::to_string(hole)),
                      c.spot, f.depth);
  }
  if (alt.kind == Kind::null)
    return number(empty ? 1 : 0, "", c.spot, f.depth);
  if (alt.kind != Kind::text)
    return std::nullopt;
  // if (url_.empty()) url_ = ask_for_it();
  if (std::any_of(alt.text.begin(), alt.text.end(),
                  [](const Piece& piece) { return piece.kept; }))
    return std::nullopt;
  std::size_t length = known(alt.text).size();
  if (empty && (length > 0 || all_literal(alt.text)))
    return number(length == 0, "", c.spot, f.depth);
  if (size && all_literal(alt.text))
    return number(std::int64_t(length), "", c.spot, f.depth);
  return std::nullopt;
}

/// Whether a method of the tree that is named like an access to what an object
/// holds sets or sends something: request.get().
bool Machine::does_more(const Call& c, const Frame& f, const World& w) const {
  bool out = false;
  for (const Fn* fn : candidates(c, f, w))
    visit(fn->ir->body, [&](const ir::Expr& e) {
      out = out || (e.kind == ir::ExprKind::call &&
                    s_.touching_names.contains(last_name(e.text)));
    });
  return out;
}

/// int concat(a, b, &out) of the tree: what it makes is not what it returns.
bool Machine::returns_status(const Call& c, const Frame& f,
                             const World& w) const {
  return std::ranges::any_of(candidates(c, f, w), [](const Fn* fn) {
    const std::string& type = fn->ir->result_type;
    return fn->ir->has_body &&
           (type == "int" || type == "bool" || type == "void");
  });
}

std::optional<Value> Machine::text_call(Call& c, Frame& f, World& w) {
  const std::string& n = c.name;
  if (is_one_of(n, {"getenv", "secure_getenv", "GetEnv", "qgetenv", "env",
                    "_wgetenv", "g_getenv", "getEnv", "safe_getenv",
                    "qEnvironmentVariable"}) &&
      !c.args.empty() && !c.has_receiver) {
    std::string name = known(texts(c.args[0], w).front());
    if (!name.empty())
      return hole_value(fresh_hole(Origin::environment, name, "env:" + name),
                        c.spot, f.depth);
  }
  if (auto value = measure_call(c, f, w))
    return value;
  if (auto value = variadic_call(c, f, w))
    return value;
  if (auto value = format_call(c, f, w))
    return value;
  if (auto value = mutation_call(c, f, w))
    return value;
  bool text_self = c.has_receiver && is_text(c.self);
  if (text_self) {
    if (auto value = method_of_text(c, f, w))
      return value;
    bool composite = !c.self.empty() && !is_hole(c.self[0]);
    if (gives_self(n) && (composite || c.args.empty()))
      return c.self;
  }
  bool owner = is_smart_pointer(c.receiver) ||
               is_smart_pointer(std::string(scope_of(c.full)));
  if (n == "reset" && c.has_receiver && c.args.size() == 1 && c.e &&
      (owner || candidates(c, f, w).empty()))
    if (auto worlds = write(c.e->args[0], load(c.args[0], w), f, w);
        !worlds.empty()) {
      w = std::move(worlds.front());
      return Value{};
    }
  bool object_self =
      c.has_receiver && c.self.size() == 1 && c.self[0].kind == Kind::object;
  if (object_self && n == "str" && c.args.empty()) {
    const Bag& bag = w.objects.get(c.self[0].object)->bag;
    if (!bag.raw.empty())
      return bag.raw;
  }
  bool pointer = is_one_of(n, {"get", "operator*", "operator->", "value",
                               "operator bool", "lock", "release"});
  if (object_self && pointer && c.args.empty() && !does_more(c, f, w))
    return c.self;
  if (forgets_elements(c, w))
    return Value{};
  if (!c.has_receiver && joins_all(n) && !returns_status(c, f, w))
    if (Value joined = join_call(c, f, w); !joined.empty())
      return joined;
  if (!c.has_receiver && !c.args.empty() && copies_list(n))
    if (Value list = load(c.args[0], w); relevant(list, w))
      return list;
  if (!c.has_receiver && !c.args.empty() && gives_first(n))
    for (const Value& arg : c.args) {
      Value value = load(arg, w);
      if (collects(arg, w) && !w.objects.get(value[0].object)->bag.raw.empty())
        return w.objects.get(value[0].object)->bag.raw;
      bool wanted = std::any_of(value.begin(), value.end(), [&](const Alt& a) {
        return n == "move" || n == "forward" || n == "ref" ||
               (a.kind == Kind::number &&
                !host_of_number(a.number, s_.imds).empty()) ||
               (a.kind == Kind::text && !known(a.text).empty());
      });
      if (wanted)
        return value;
    }
  return std::nullopt;
}

std::optional<Value> Machine::text_construct(Call& c, Frame& f, World& w) {
  std::string name = lower(c.name);
  bool text_type =
      has_word(name, {"string", "qurl", "qbytearray", "uri", "url", "cursor",
                      "qlatin1", "cstring", "sds", "regex_literal", "piece"}) ||
      name == "path" || name == "sstring";
  const bool holds_texts =
      has_word(name, {"stream", "builder", "list", "array"});
  if (!text_type || (holds_texts && name != "qbytearray"))
    return std::nullopt;
  if (s_.program.find_class(c.receiver) &&
      !s_.program.find_class(c.receiver)->fields.empty())
    return std::nullopt;
  if (c.args.empty())
    return literal("", c.spot, f.depth);
  Value first = load(c.args[0], w);
  if (is_text(first))
    return first;
  if (first.size() == 1 && first[0].kind == Kind::object) {
    const Bag& bag = w.objects.get(first[0].object)->bag;
    if (!bag.raw.empty())
      return bag.raw;
    if (!bag.url.empty())
      return bag.url;
  }
  if (first.size() == 1 && first[0].kind == Kind::null)
    return literal("", c.spot, f.depth);
  return call_hole(c, f, w);
}

} // namespace imds::analyzer::link
