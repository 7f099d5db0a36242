// SPDX-License-Identifier: Apache-2.0
//
//   #ifdef HAVE_IMDSV2                  if (HAVE_IMDSV2)
//     add(headers, token);                add(headers, token), send(headers);
//   #endif                      -->     else
//   send(headers);                        send(headers);
//
// Tested by tests/analyzer/cases/token_behind_ifdef.c.
#include "analyzer/join_readings.h"

#include <algorithm>
#include <utility>

namespace imds::analyzer {
namespace {

/// Files of one unit by their place in another one.
class Files {
public:
  Files(const ir::Unit& from, ir::Unit& to) : from_(from), to_(to) {}

  void move(ir::Loc& loc) {
    if (loc.file >= 0)
      loc.file = place_of(from_.files[static_cast<std::size_t>(loc.file)]);
  }
  void move(ir::Expr& e) {
    move(e.loc);
    for (ir::Expr& arg : e.args)
      move(arg);
  }
  void move(std::vector<ir::Stmt>& body) {
    for (ir::Stmt& s : body) {
      move(s.loc);
      for (ir::Expr& e : s.exprs)
        move(e);
      for (auto& block : s.blocks)
        move(block);
    }
  }

private:
  int place_of(const std::string& file) {
    const auto at = std::ranges::find(to_.files, file);
    const auto place = static_cast<int>(at - to_.files.begin());
    if (at == to_.files.end())
      to_.files.push_back(file);
    return place;
  }

  const ir::Unit& from_;
  ir::Unit& to_;
};

std::string name_of(const std::vector<std::string>& macros) {
  std::string out;
  for (const std::string& macro : macros)
    out += (out.empty() ? "" : ", ") + macro;
  return out;
}

ir::Expr off(ir::Loc where) {
  ir::Expr e;
  e.kind = ir::ExprKind::integer;
  e.loc = where;
  return e;
}

void declare_flag(const std::string& name, bool known, ir::Loc where,
                  ir::Unit& unit) {
  if (std::ranges::find(unit.variables, name, &ir::Variable::name) !=
      unit.variables.end())
    return;
  ir::Variable& flag = unit.variables.emplace_back();
  flag.name = name;
  flag.type = "bool";
  flag.loc = where;
  flag.flag = true;
  if (known)
    flag.initial = {off(where)};
}

} // namespace

void join_readings(const ir::Unit& first, const ir::Function& read_first,
                   ir::Unit& second, ir::Function& read_second) {
  const std::string name = name_of(second.defined);
  std::vector<ir::Stmt> without = read_first.body;
  Files(first, second).move(without);
  ir::Stmt branch;
  branch.kind = ir::StmtKind::branch;
  branch.loc = read_second.loc;
  ir::Expr& defined = branch.exprs.emplace_back();
  defined.kind = ir::ExprKind::global;
  defined.loc = read_second.loc;
  defined.text = name;
  branch.blocks = {std::move(read_second.body), std::move(without)};
  read_second.body = {std::move(branch)};
  declare_flag(name, first.read_as == ir::ReadAs::build, read_second.loc,
               second);
}

} // namespace imds::analyzer
