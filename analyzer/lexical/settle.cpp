// SPDX-License-Identifier: Apache-2.0
//
// token_ in a method is this->token_, if the class has such a field. The class
// is most often declared in a header, so this needs all units: it runs once,
// before the linker. Classes are found by their qualified name, else by their
// last name if only one class bears it. Likewise Base(url) in front of a
// constructor's body is a call, where Base is a base or the class itself.
//
// Tested by settle_test.cpp.
#include "analyzer/lexical/settle.h"

#include <string>
#include <unordered_map>
#include <unordered_set>

namespace imds::analyzer {

namespace {

using ir::Expr;
using ir::ExprKind;

constexpr int kMostBases = 32;

std::string last_name(const std::string& name) {
  std::size_t at = name.rfind("::");
  return at == std::string::npos ? name : name.substr(at + 2);
}

struct Known {
  std::unordered_set<std::string> fields;
  std::vector<std::string> bases;
};

class Classes {
public:
  explicit Classes(const std::vector<ir::Unit>& units) {
    for (const ir::Unit& unit : units)
      for (const ir::Class& c : unit.classes)
        add(c);
  }

  /// Fields of the class and its bases by the class that declares them.
  std::unordered_map<std::string, std::string>
  members(const std::string& name) const {
    std::unordered_map<std::string, std::string> all;
    std::vector<std::string> line{name};
    for (std::size_t i = 0; i < line.size() && i < kMostBases; ++i) {
      const std::string full = resolve(line[i]);
      auto known = classes_.find(full);
      if (known == classes_.end())
        continue;
      for (const std::string& field : known->second.fields)
        all.try_emplace(field, full);
      for (const std::string& base : known->second.bases)
        line.push_back(base);
    }
    return all;
  }

  /// The class itself or a base of it that is written as `name`; "" for none.
  std::string base(const std::string& of, const std::string& name) const {
    std::string full = resolve(of), last = last_name(name);
    if (last_name(full) == last)
      return full;
    auto known = classes_.find(full);
    if (known == classes_.end() || known->second.fields.contains(name))
      return "";
    for (const std::string& base : known->second.bases)
      if (std::string plain = base.substr(0, base.find('<'));
          last_name(plain) == last)
        return resolve(plain);
    return "";
  }

private:
  void add(const ir::Class& c) {
    auto [at, fresh] = classes_.try_emplace(c.name);
    if (fresh)
      by_last_[last_name(c.name)].push_back(c.name);
    for (const ir::Field& field : c.fields)
      at->second.fields.insert(field.name);
    if (at->second.bases.empty())
      at->second.bases = c.bases;
  }

  std::string resolve(const std::string& name) const {
    if (classes_.contains(name))
      return name;
    auto same = by_last_.find(last_name(name));
    bool single = same != by_last_.end() && same->second.size() == 1;
    return single ? same->second[0] : name;
  }

  std::unordered_map<std::string, Known> classes_;
  std::unordered_map<std::string, std::vector<std::string>> by_last_;
};

using Members = std::unordered_map<std::string, std::string>;

void settle(Expr& expr, const Members& members) {
  for (Expr& arg : expr.args)
    settle(arg, members);
  if (expr.kind != ExprKind::global)
    return;
  auto found = members.find(expr.text);
  if (found == members.end())
    return;
  expr.kind = ExprKind::field;
  expr.type = found->second;
  Expr self;
  self.kind = ExprKind::self;
  self.loc = expr.loc;
  expr.args.push_back(std::move(self));
}

void settle(std::vector<ir::Stmt>& body, const Members& members) {
  for (ir::Stmt& stmt : body) {
    for (Expr& expr : stmt.exprs)
      settle(expr, members);
    for (std::vector<ir::Stmt>& block : stmt.blocks)
      settle(block, members);
  }
}

/// this.Base = (a, b), as the reader left it, is this->Base::Base(a, b).
void call_base(ir::Stmt& stmt, const std::string& base) {
  Expr value = std::move(stmt.exprs[1]);
  Expr call;
  call.kind = ExprKind::call;
  call.loc = stmt.loc;
  call.text = base + "::" + last_name(base);
  call.type = base;
  call.receiver = true;
  call.args = std::move(stmt.exprs[0].args);
  bool list = value.kind == ExprKind::construct && value.text.empty();
  if (list)
    for (Expr& arg : value.args)
      call.args.push_back(std::move(arg));
  else
    call.args.push_back(std::move(value));
  stmt.kind = ir::StmtKind::expr;
  stmt.text.clear();
  stmt.exprs.clear();
  stmt.exprs.push_back(std::move(call));
}

/// Members and bases are set before all else.
void settle_initializers(ir::Function& constructor, const Classes& classes) {
  for (ir::Stmt& stmt : constructor.body) {
    bool set = stmt.kind == ir::StmtKind::assign && stmt.text == "=" &&
               stmt.exprs[0].kind == ExprKind::field &&
               stmt.exprs[0].type.empty() && !stmt.exprs[0].args.empty() &&
               stmt.exprs[0].args[0].kind == ExprKind::self;
    if (!set)
      return;
    if (std::string base =
            classes.base(constructor.class_name, stmt.exprs[0].text);
        !base.empty())
      call_base(stmt, base);
  }
}

} // namespace

void settle_names(std::vector<ir::Unit>& units) {
  Classes classes(units);
  std::unordered_map<std::string, Members> cache;
  for (ir::Unit& unit : units) {
    if (unit.read_as != ir::ReadAs::lexical)
      continue;
    for (ir::Function& function : unit.functions) {
      if (function.class_name.empty())
        continue;
      if (last_name(function.name) == last_name(function.class_name))
        settle_initializers(function, classes);
      auto [at, fresh] = cache.try_emplace(function.class_name);
      if (fresh)
        at->second = classes.members(function.class_name);
      if (!at->second.empty())
        settle(function.body, at->second);
    }
  }
}

} // namespace imds::analyzer
