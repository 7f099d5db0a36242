// SPDX-License-Identifier: Apache-2.0
//
// Functions that fill a format, and where the text goes: into a buffer, to who
// is named first (a connection, a log), or back to the caller.
#include "analyzer/link/call_words.h"
#include "analyzer/link/format.h"
#include "analyzer/link/machine.h"
#include "analyzer/link/text_words.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

/// Whether the callee would fill something into this text.
bool has_place(const std::string& text, const std::string& callee) {
  if (fills_format(callee))
    return has_conversion(text) || text.find("%%") != std::string::npos;
  return text.find(callee == "Substitute" ? '$' : '{') != std::string::npos;
}

/// asprintf(&text, ...): a text of its own, whoever is named first.
bool gives_new_text(const std::string& callee) {
  return is_brace_format(callee) || callee == "Substitute" ||
         has_word(lower(callee), {"strdup", "asprintf", "maprintf", "sds",
                                  "psprintf", "dup_printf", "pool"});
}

/// line.Format("a: %s", b): into the text that it is a method of.
bool fills_its_own(const Call& c) {
  return c.has_receiver && !c.self.empty() && c.self[0].kind == Kind::text &&
         !is_hole(c.self[0]) && c.e && !c.e->args.empty();
}

bool is_place(const Value& value) {
  return !value.empty() && value[0].kind == Kind::storage;
}

/// Memory of nobody knows where: malloc, a member, a parameter.
bool fills_memory(const Call& c) {
  return has_word(c.name, {"sprintf", "snprintf"}) &&
         !has_word(c.name, {"asprintf", "dup", "sds"}) && !c.args[0].empty() &&
         c.args[0][0].kind == Kind::text;
}

} // namespace

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

/// Which argument is the format: the first with a place to fill, else the first
/// text; the buffer that is filled only where no other is. The number of
/// arguments: none is.
std::size_t Machine::format_at(const Call& c, World& w) const {
  auto has_format = [&](const Value& arg) {
    return std::ranges::any_of(texts(arg, w), [&](const Text& text) {
      return has_place(known(text), c.name);
    });
  };
  auto has_plain = [&](const Value& arg) {
    return std::ranges::any_of(load(arg, w), [](const Alt& alt) {
      return alt.kind == Kind::text && !known(alt.text).empty() &&
             all_literal(alt.text);
    });
  };
  const bool buffer = !c.args.empty() && is_place(c.args[0]);
  auto first = [&](auto fits) {
    for (std::size_t i = buffer; i < c.args.size(); ++i)
      if (fits(c.args[i]))
        return i;
    return buffer && fits(c.args[0]) ? 0 : c.args.size();
  };
  const std::size_t at = first(has_format);
  return at < c.args.size() ? at : first(has_plain);
}

/// snprintf(buffer, ...): whether the text went into what is named first, and
/// what the call is worth then.
std::optional<Value> Machine::put_formatted(const Value& text, Call& c,
                                            Frame& f, World& w) {
  if (put_at(0, text, c, f, w))
    return call_hole(c, f, w);
  const Value& to = c.args[0];
  if (is_place(to) && (to.size() == 1 || is_cursor(to)))
    write_storage(Alt(to[0]), behind(to, text, c.spot, f.depth, w), f, w);
  else if (fills_memory(c))
    put_text(0, text, c, f, w);
  else
    return std::nullopt;
  return text;
}

/// Whether the text goes to who is named first: fprintf(stream, ...),
/// mg_printf(connection, ...), also of a connection that somebody handed in.
bool Machine::goes_to_first(const Call& c, std::size_t at) const {
  if (has_word(lower(c.name), {"fprintf", "dprintf", "log", "debug"}))
    return true;
  if (at == 0 || c.args[0].size() != 1 || gives_new_text(c.name))
    return false;
  const Alt& first = c.args[0][0];
  return first.kind == Kind::object ||
         (at == 1 && is_hole(first) && !s_.uses.kept_texts.contains(c.e));
}

std::optional<Value> Machine::format_call(Call& c, Frame& f, World& w) {
  const bool printf_like = fills_format(c.name);
  if (!printf_like && !is_brace_format(c.name) && c.name != "Substitute")
    return std::nullopt;
  if (printf_like)
    spread_rest(c, w);
  const std::size_t at = format_at(c, w);
  if (at == c.args.size())
    return std::nullopt;
  Value text = format(c.args, at, w, c, f);
  if (at == 0 && printf_like && fills_its_own(c))
    return set_receiver(std::move(text), c, f, w);
  if (at > 0)
    if (auto value = put_formatted(text, c, f, w))
      return value;
  if (at == 0 && is_one_of(lower(c.name), {"printf", "vprintf", "wprintf"}))
    return Value{};
  if (!goes_to_first(c, at))
    return text;
  c.args = {c.args[0], std::move(text)};
  c.arg_exprs.resize(2);
  return std::nullopt;
}

} // namespace imds::analyzer::link
