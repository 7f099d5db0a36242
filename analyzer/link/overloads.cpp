// SPDX-License-Identifier: Apache-2.0
//
// A unit that was never built knows no types of arguments, so all overloads of
// a name are walked. What can be told without types is told here: each that
// goes halves the work of all that calls it.
#include "analyzer/link/overloads.h"

#include "analyzer/link/atoms.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

bool has_no_address(ir::ExprKind kind) {
  return kind == ir::ExprKind::init_list || kind == ir::ExprKind::str ||
         kind == ir::ExprKind::integer || kind == ir::ExprKind::construct;
}

/// A T& parameter that gets something that has no address.
bool is_misfit(const Fn& fn, const Call& c) {
  const auto& params = fn.ir->params;
  for (std::size_t i = 0; i < std::min(params.size(), c.arg_exprs.size()); ++i)
    if (const std::string& type = params[i].type;
        has_no_address(c.arg_exprs[i]->kind) && type.ends_with('&') &&
        !type.ends_with("&&"))
      return true;
  return false;
}

/// One statement that calls a namesake of the same object, with as much.
bool hands_on(const Fn& fn) {
  const ir::Function& own = *fn.ir;
  bool out = false;
  if (own.body.size() == 1 && own.body[0].blocks.empty())
    visit(own.body, [&](const ir::Expr& e) {
      const bool of_this = !e.receiver || e.args[0].kind == ir::ExprKind::self;
      out = out || (e.kind == ir::ExprKind::call && of_this &&
                    last_name(e.text) == last_name(own.name) &&
                    e.args.size() - e.receiver == own.params.size());
    });
  return out;
}

template <class Unwanted>
void drop(std::vector<const Fn*>& fns, const Unwanted& unwanted) {
  if (fns.size() > 1 && !std::ranges::all_of(fns, unwanted))
    std::erase_if(fns, unwanted);
}

} // namespace

Guess guess_of(const Fn& fn, const Call& c, const World& w,
               const Program& program) {
  const std::string own = strip_templates(fn.ir->class_name);
  const auto of = [&](const std::string& type) {
    return same_name(strip_templates(type), own) ||
           program.related(program.class_of(type), fn.ir->class_name);
  };
  const bool constructs = last_name(own) == c.name;
  const auto made_so = [&](const Alt& alt) {
    const auto at = w.objects.find(alt.object);
    return at != w.objects.end() && of(at->second->type);
  };
  if (!c.has_receiver || constructs || of(c.receiver) ||
      std::ranges::any_of(c.self, made_so))
    return Guess::none;
  return c.receiver.empty() ? Guess::of_unknown : Guess::of_stranger;
}

void narrow_overloads(std::vector<const Fn*>& fns, const Call& c) {
  drop(fns, [&](const Fn* fn) { return is_misfit(*fn, c); });
  drop(fns, [all = fns](const Fn* fn) {
    return std::ranges::any_of(all, [&](const Fn* other) {
      return other != fn && !hands_on(*other) && hands_on(*fn) &&
             other->ir->name == fn->ir->name && !other->ir->body.empty();
    });
  });
}

} // namespace imds::analyzer::link
