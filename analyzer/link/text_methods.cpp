// SPDX-License-Identifier: Apache-2.0
//
// Methods of a receiver that is text: x.append(y), x.substr(n), x.arg(y).
#include "analyzer/link/atoms.h"
#include "analyzer/link/call_words.h"
#include "analyzer/link/format.h"
#include "analyzer/link/machine.h"
#include "analyzer/link/text_cuts.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

/// The lowest of %1 to %9 in a text; 9 where there is none.
int lowest_place(const std::string& text) {
  int lowest = 1;
  while (lowest < 9 &&
         text.find("%" + std::to_string(lowest)) == std::string::npos)
    ++lowest;
  return lowest;
}

bool appends(const std::string& method) {
  return is_one_of(
      method, {"append", "operator+=", "push_back", "Append", "operator<<"});
}

/// x.substr(from, count), x.left(count) of one text by known numbers.
std::optional<Value> cut_of(const Call& c) {
  const bool fixed = !c.args.empty() && is_number(c.args[0]) &&
                     c.self.size() == 1 && c.self[0].kind == Kind::text;
  if (!fixed)
    return std::nullopt;
  const std::int64_t first = c.args[0][0].number;
  const bool left = c.name == "left";
  std::size_t count = left ? std::size_t(first) : kMaxText;
  if (!left && c.args.size() > 1 && is_number(c.args[1]) &&
      c.args[1][0].number >= 0)
    count = std::size_t(c.args[1][0].number);
  Alt alt = c.self[0];
  const auto from = std::size_t(std::max<std::int64_t>(0, left ? 0 : first));
  alt.text = cut(alt.text, from, count);
  return Value{alt};
}

} // namespace

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

/// What the receiver is from now on.
Value Machine::set_receiver(Value value, const Call& c, Frame& f, World& w) {
  if (c.e && !c.e->args.empty())
    if (auto worlds = write(c.e->args[0], value, f, w); !worlds.empty())
      w = std::move(worlds.front());
  return value;
}

/// QString("http://%1/%2").arg(host): the lowest place.
Value Machine::fill_lowest(const Call& c, const Frame& f, World& w) {
  Value out;
  for (const Text& t : texts(c.self, w)) {
    const int lowest = lowest_place(known(t));
    Alt alt;
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

/// Where in a known text a known one stands.
std::optional<Value> Machine::find_in_text(const Call& c, const Frame& f,
                                           World& w) {
  if (c.args.size() != 1 || c.self.size() != 1 || !all_literal(c.self[0].text))
    return std::nullopt;
  const Text wanted = texts(c.args[0], w).front();
  if (!all_literal(wanted) || known(wanted).empty())
    return std::nullopt;
  const std::size_t at = known(c.self[0].text).find(known(wanted));
  return at == std::string::npos
             ? number(-1, "npos", c.spot, f.depth)
             : number(std::int64_t(at), "", c.spot, f.depth);
}

/// url.starts_with("http://"), where that is known.
std::optional<Value> Machine::begins_with(const Call& c, const Frame& f,
                                          World& w) const {
  if (!asks_start(c.name) || c.args.size() != 1 || c.self.size() != 1 ||
      c.self[0].kind != Kind::text)
    return std::nullopt;
  if (auto holds = begins(c.self[0].text, texts(c.args[0], w).front()))
    return number(*holds, "", c.spot, f.depth);
  return std::nullopt;
}

/// Methods that change the text; nothing: it is none of them.
std::optional<Value> Machine::changed_text(Call& c, Frame& f, World& w) {
  const std::string& n = c.name;
  if (is_one_of(n, {"clear", "reset"}) && c.args.empty())
    return literal("", c.spot, f.depth);
  if (c.self.size() == 1 && c.self[0].kind == Kind::text)
    if (auto rest = without_start(c.self[0].text, n, c.args)) {
      Alt alt = c.self[0];
      alt.text = std::move(*rest);
      return Value{alt};
    }
  if (c.args.empty())
    return std::nullopt;
  if (appends(n))
    return binary("+", c.self, load(c.args[0], w), w, *c.e, f);
  if (is_one_of(n, {"assign", "operator=", "setUrl", "fromStdString"}))
    return load(c.args[0], w);
  if (is_one_of(n, {"insert", "prepend"}) && is_text(c.args.back()))
    return binary("+", load(c.args.back(), w), c.self, w, *c.e, f);
  return std::nullopt;
}

std::optional<Value> Machine::method_of_text(Call& c, Frame& f, World& w) {
  const std::string& n = c.name;
  if (appends(n) && !c.args.empty() && fills_list(c, w))
    return std::nullopt;
  if (auto value = begins_with(c, f, w))
    return value;
  if (auto value = changed_text(c, f, w))
    return set_receiver(std::move(*value), c, f, w);
  if (n == "arg" && !c.args.empty())
    return fill_lowest(c, f, w);
  if (n == "find")
    return find_in_text(c, f, w);
  if (is_one_of(n, {"substr", "mid", "left"}))
    if (auto value = cut_of(c))
      return value;
  // The rest of a URL from a place that is not known still is one.
  if (n == "substr" && c.args.size() == 1 && !c.self.empty() &&
      matters(c.self[0].text))
    return c.self;
  return std::nullopt;
}

} // namespace imds::analyzer::link
