// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/bodies.h"

#include "analyzer/link/atoms.h"
#include "analyzer/link/call_words.h"
#include "analyzer/link/request_text.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

constexpr int kFar = 2;                  // calls from the function on
constexpr std::size_t kMaxNamesakes = 3; // more: the name says nothing

class TokenSearch {
public:
  TokenSearch(const Program& program, const Imds& imds)
      : program_(program), imds_(imds) {}

  bool in(const Fn& fn, int far) {
    if (!seen_.insert(fn.id).second)
      return false;
    bool found = false;
    std::set<std::string> callees;
    visit(fn.ir->body, [&](const ir::Expr& e) {
      found = found || names_header(e, fn);
      if (e.kind == ir::ExprKind::call)
        callees.insert(e.text);
    });
    return found || (far > 0 && std::any_of(callees.begin(), callees.end(),
                                            [&](const std::string& name) {
                                              return in_any(name, fn, far - 1);
                                            }));
  }

private:
  bool in_any(const std::string& callee, const Fn& caller, int far) {
    auto fns = program_.named(callee, caller.file());
    return fns.size() <= kMaxNamesakes &&
           std::any_of(fns.begin(), fns.end(),
                       [&](const Fn* fn) { return in(*fn, far); });
  }

  bool names_header(const ir::Expr& e, const Fn& fn) const {
    const ir::Expr* text = &e;
    if (e.kind == ir::ExprKind::global) {
      const Global* global = program_.global(e.text, fn.file(), fn.ir->name);
      if (!global || global->ir->initial.empty())
        return false;
      text = &global->ir->initial[0];
    }
    return text->kind == ir::ExprKind::str &&
           imds_.is_token_header(header_name({{text->text, -1, {}, 0}}));
  }

  const Program& program_;
  const Imds& imds_;
  std::set<int> seen_;
};

} // namespace

bool adds_token(const Fn& fn, const Program& program, const Imds& imds) {
  return TokenSearch(program, imds).in(fn, kFar);
}

bool makes_request(const Fn& fn, const Program& program) {
  return names_request(last_name(program.class_of(fn.ir->result_type)));
}

} // namespace imds::analyzer::link
