// SPDX-License-Identifier: Apache-2.0
//
// Further arguments of a C function: add_header(list, "%s: %s", name, token)
// hands its own on to vasprintf(&line, format, args).
#include "analyzer/link/machine.h"

namespace imds::analyzer::link {

/// The further arguments of a variadic callee, as a list.
Value Machine::rest_of(const Call& c, std::size_t from, const Frame& f,
                       World& w) {
  int object = make_object("", f, c.spot, w, "rest");
  Object& list = w.objects[object].edit();
  list.list = true;
  list.size = int(c.args.size() - from);
  for (std::size_t i = from; i < c.args.size(); ++i)
    list.fields["[" + std::to_string(i - from) + "]"] = c.args[i];
  return object_value(object, c.spot, f.depth);
}

/// va_start(args, last) and va_copy(args, others).
std::optional<Value> Machine::variadic_call(Call& c, Frame& f, World& w) {
  bool starts = c.name == "va_start" || c.name == "__builtin_va_start";
  bool copies = c.name == "va_copy" || c.name == "__builtin_va_copy";
  if ((!starts && !copies) || c.args.size() != 2 ||
      c.arg_exprs[0]->kind != ir::ExprKind::var)
    return std::nullopt;
  Value rest = copies ? load(c.args[1], w) : Value();
  if (auto at = w.slots.find({f.id, "..."}); starts && at != w.slots.end())
    rest = *at->second;
  if (!rest.empty())
    w.slots[{f.id, c.arg_exprs[0]->text}] = std::move(rest);
  return Value();
}

/// What a va_list stands for, in its place.
void Machine::spread_rest(Call& c, World& w) const {
  if (c.args.empty())
    return;
  Value last = load(c.args.back(), w);
  auto at = last.size() == 1 ? w.objects.find(last[0].object) : w.objects.end();
  if (at == w.objects.end() || !at->second->list || at->second->size < 1)
    return;
  c.args.pop_back();
  for (int i = 0; i < at->second->size; ++i) {
    auto field = at->second->fields.find("[" + std::to_string(i) + "]");
    if (field == at->second->fields.end())
      break;
    c.args.push_back(field->second);
  }
  c.arg_exprs.resize(c.args.size(), c.arg_exprs.back());
}

} // namespace imds::analyzer::link
