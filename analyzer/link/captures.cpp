// SPDX-License-Identifier: Apache-2.0
//
// What a lambda does to the variables that it captures:
//
//   write = [&](char* p, size_t n) { body.append(p, n); return n; };
//
// Whoever got it calls it when the answer is there, so the answer is written to
// these variables, as it is to an argument that a rule calls its output.
#include "analyzer/link/atoms.h"
#include "analyzer/link/call_words.h"
#include "analyzer/link/machine.h"

#include <algorithm>
#include <set>

namespace imds::analyzer::link {
namespace {

bool is_own(const ir::Function& lambda, const std::string& name) {
  return std::any_of(lambda.params.begin(), lambda.params.end(),
                     [&](const ir::Param& p) { return p.name == name; });
}

void add(const ir::Expr& target, std::set<std::string>& out) {
  if (target.kind == ir::ExprKind::var)
    out.insert(target.text);
}

void written(const std::vector<ir::Stmt>& block, std::set<std::string>& out) {
  for (const ir::Stmt& s : block) {
    if (s.kind == ir::StmtKind::assign && !s.exprs.empty())
      add(s.exprs[0], out);
    for (const auto& inner : s.blocks)
      written(inner, out);
  }
}

/// Of the variables that a body writes, those that it did not declare.
std::set<std::string> written(const ir::Function& lambda) {
  std::set<std::string> out;
  written(lambda.body, out);
  visit(lambda.body, [&](const ir::Expr& e) {
    bool fills = e.kind == ir::ExprKind::call && e.receiver &&
                 is_one_of(last_name(e.text),
                           {"append", "assign", "insert", "push_back", "write",
                            "operator+=", "operator=", "operator<<"});
    bool assigns = e.kind == ir::ExprKind::binary &&
                   (e.text == "=" || e.text == "+=" || e.text == "<<");
    if ((fills || assigns) && !e.args.empty())
      add(e.args[0], out);
  });
  std::erase_if(out,
                [&](const std::string& name) { return is_own(lambda, name); });
  return out;
}

} // namespace

void Machine::keep_captured(Bag& bag, const Value& value, const Frame& f,
                            const World& w) {
  for (const Alt& alt : value) {
    if (alt.kind != Kind::function || alt.frame < 0)
      continue;
    const Fn* fn = s_.program.lambda(alt.name, f.fn->file());
    if (!fn)
      continue;
    for (const std::string& name : written(*fn->ir)) {
      if (!w.slots.contains({alt.frame, name}))
        continue; // its own
      Alt storage;
      storage.kind = Kind::storage;
      storage.frame = alt.frame;
      storage.name = name;
      bag.outputs.push_back(storage);
    }
  }
}

} // namespace imds::analyzer::link
