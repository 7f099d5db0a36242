// SPDX-License-Identifier: Apache-2.0
//
// Calls that write a text through their first argument: strcpy, strlcat,
// sds_cat, aws_byte_buf_append. Where that argument points may be known (a
// local array), an object that collects text, or memory of nobody knows where
// (malloc): then the variable that holds the pointer stands for it.
#include "analyzer/link/call_words.h"
#include "analyzer/link/machine.h"
#include "analyzer/link/text_words.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

/// They give the place behind what they wrote.
bool gives_end(const std::string& name) {
  return is_one_of(name, {"stpcpy", "stpncpy", "mempcpy", "memccpy"});
}

bool appends_into(const std::string& name) {
  return is_one_of(name,
                   {"strcat", "strncat", "strlcat", "strcat_s", "StrAppend",
                    "wcscat", "g_string_append", "flb_sds_cat", "sdscat",
                    "flb_sds_cat_safe", "aws_byte_buf_append", "lstrcat"}) ||
         has_word(name, {"buf_append", "string_append", "str_append", "sds_cat",
                         "buf_cat", "buf_write_from_whole", "string_put",
                         "buffer_append", "strbuf_add"});
}

/// str_appendf(s, "%s/latest", base): what is appended is a format, filled.
bool appends_format(const std::string& name) {
  return name.ends_with("appendf") || name.ends_with("append_fmt");
}

/// Memory that grows keeps its text.
bool grows(const std::string& name) {
  return has_word(name, {"realloc", "reallocarray", "recallocarray"});
}

/// Buffers of bytes say how it went; strings give themselves back.
bool gives_status(const std::string& name) {
  return has_word(
      name, {"buf_append", "buf_cat", "buf_write_from_whole", "buffer_append"});
}

/// A pointer into the middle of `base`: base + by, &base[by].
struct Middle {
  const ir::Expr* base = nullptr;
  const ir::Expr* by = nullptr;
};

Middle middle_of(const ir::Expr& e) {
  const bool address = e.kind == ir::ExprKind::unary && e.text == "&" &&
                       e.args.size() == 1 &&
                       e.args[0].kind == ir::ExprKind::index;
  const ir::Expr& sum = address ? e.args[0] : e;
  const bool adds =
      address || (e.kind == ir::ExprKind::binary && e.text == "+");
  if (!adds || sum.args.size() != 2)
    return {};
  const ir::ExprKind kind = sum.args[0].kind;
  const bool held = kind == ir::ExprKind::var || kind == ir::ExprKind::field ||
                    kind == ir::ExprKind::global;
  return held ? Middle{&sum.args[0], &sum.args[1]} : Middle{};
}

bool is_number_zero(const Value& value) {
  return value.size() == 1 && value[0].kind == Kind::number &&
         value[0].number == 0;
}

/// What begins like a request or a URL is the first of its buffer.
bool begins_anew(const Value& value) {
  return std::ranges::any_of(value, [](const Alt& alt) {
    return raw_head(alt.text).verb != Verb::unknown ||
           head(alt.text).find("://") != std::string::npos;
  });
}

} // namespace

/// n += sprintf(buf + n, ...): behind what the buffer holds, or from its start
/// where n is 0. False: `into` is no place in a buffer.
bool Machine::put_at(std::size_t into, const Value& value, const Call& c,
                     Frame& f, World& w) {
  const Middle middle = middle_of(*c.arg_exprs[into]);
  if (middle.base == nullptr)
    return false;
  Paths by = eval(*middle.by, f, w), base = eval(*middle.base, f, w);
  if (by.empty() || base.empty() || collects(base[0].value, w))
    return false;
  const Value steps = load(by[0].value, w), held = base[0].value;
  Value whole = value;
  if (!begins_anew(value) && !is_number_zero(steps))
    if (Value before = texts_of(load(held, w)); !before.empty())
      whole = binary("+", before, value, w, *c.e, f);
  if (held.size() == 1 && held[0].kind == Kind::storage)
    write_storage(held[0], whole, f, w);
  else if (auto worlds = write(*middle.base, whole, f, w); !worlds.empty())
    w = std::move(worlds.front());
  return true;
}

/// Whether it is, or points to, an object that collects text.
bool Machine::collects(const Value& value, World& w) const {
  Value held = load(value, w);
  return held.size() == 1 && held[0].kind == Kind::object;
}

/// Writes a text to where argument `into` points.
void Machine::put_text(std::size_t into, const Value& value, Call& c, Frame& f,
                       World& w) {
  if (put_at(into, value, c, f, w))
    return;
  Value to = c.args[into];
  if (collects(to, w))
    to = load(to, w);
  if (!to.empty() && to[0].kind == Kind::storage &&
      (to.size() == 1 || is_cursor(to))) {
    write_storage(Alt(to[0]), value, f, w);
    return;
  }
  const ir::Expr* e = c.arg_exprs[into];
  if (e->kind == ir::ExprKind::unary && e->text == "&" && !e->args.empty())
    e = &e->args[0];
  bool lvalue = e->kind == ir::ExprKind::var ||
                e->kind == ir::ExprKind::field ||
                e->kind == ir::ExprKind::global ||
                (e->kind == ir::ExprKind::unary && e->text == "*");
  bool object = !to.empty() && to[0].kind == Kind::object;
  if (lvalue && !object) {
    std::vector<World> worlds = write(*e, value, f, w);
    if (!worlds.empty())
      w = std::move(worlds.front());
  } else if (object) {
    Bag& bag = w.objects[to[0].object].edit().bag;
    for (const Alt& alt : value) {
      if (alt.kind != Kind::text)
        continue;
      if (bag.raw.empty())
        bag.raw = {alt};
      else
        bag.raw[0].text = concat(bag.raw[0].text, alt.text);
    }
  }
}

std::optional<Value> Machine::mutation_call(Call& c, Frame& f, World& w) {
  if (grows(c.name) && c.args.size() >= 2)
    if (Value held = load(c.args[0], w);
        std::ranges::any_of(held, [](const Alt& alt) {
          return alt.kind == Kind::text && !known(alt.text).empty();
        }))
      return held;
  if (copies_into(c.name) && c.args.size() >= 2) {
    Value value = load(c.args[1], w);
    if (value.size() == 1 && value[0].kind != Kind::text)
      return std::nullopt;
    put_text(0, behind(c.args[0], value, c.spot, f.depth, w), c, f, w);
    if (gives_end(c.name))
      if (auto end = moved_cursor(c.args[0], w))
        return end;
    return value;
  }
  const bool fills = appends_format(c.name);
  if (fills && !candidates_with_body(c).empty())
    return std::nullopt;
  if (appends_into(c.name) && c.args.size() >= 2) {
    Value more = fills ? format(c.args, 1, w, c, f) : load(c.args[1], w);
    if (auto text = character(more)) // append_c(s, '/')
      more = *text;
    for (std::size_t i = 2; i < c.args.size() && !fills; ++i)
      if (is_text(c.args[i]))
        more = binary("+", more, load(c.args[i], w), w, *c.e, f);
    Value whole = collects(c.args[0], w)
                      ? more
                      : binary("+", load(c.args[0], w), more, w, *c.e, f);
    put_text(0, whole, c, f, w);
    return gives_status(c.name) ? call_hole(c, f, w) : load(c.args[0], w);
  }
  return std::nullopt;
}

} // namespace imds::analyzer::link
