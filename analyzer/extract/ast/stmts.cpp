// SPDX-License-Identifier: Apache-2.0
// Statements. The declaration in a condition comes before its branch, the
// third part of a for loop ends its body, and each case of a switch gets what
// it falls through to, so that a reader of ir.h needs none of these rules.
// Lost on purpose: where a goto leads. A label keeps its statements in place.
#include "analyzer/extract/ast/stmts.h"

#include "analyzer/extract/ast/names.h"
#include "analyzer/extract/ast/unit_reader.h"

#include <algorithm>

namespace imds::analyzer {

using ir::Stmt;
using ir::StmtKind;

namespace {

constexpr std::size_t kMaxFallthrough = 40; // statements copied into one case

bool ends_case(const clang::Stmt* s) {
  return llvm::isa<clang::BreakStmt, clang::ReturnStmt, clang::ContinueStmt,
                   clang::GotoStmt, clang::CoreturnStmt>(s);
}

const clang::Stmt* without_labels(const clang::Stmt* s) {
  while (const auto* label = llvm::dyn_cast_or_null<clang::SwitchCase>(s))
    s = label->getSubStmt();
  return s;
}

} // namespace

Stmt StmtReader::start(StmtKind kind, clang::SourceLocation where) const {
  Stmt out;
  out.kind = kind;
  out.loc = body_.at(where);
  return out;
}

void StmtReader::put(Stmt s) {
  body_.flush(out_);
  out_.push_back(std::move(s));
}

void StmtReader::read(const clang::Stmt* s) {
  if (s != nullptr)
    Visit(s);
}

void StmtReader::VisitStmt(const clang::Stmt* s) {
  for (const clang::Stmt* part : s->children())
    read(part);
}

void StmtReader::VisitCompoundStmt(const clang::CompoundStmt* s) {
  for (const clang::Stmt* part : s->body())
    read(part);
}

void StmtReader::VisitAttributedStmt(const clang::AttributedStmt* s) {
  read(s->getSubStmt());
}

void StmtReader::VisitCoroutineBodyStmt(const clang::CoroutineBodyStmt* s) {
  read(s->getBody());
}

void StmtReader::assign(const clang::Expr* left, const clang::Expr* right,
                        const char* text, clang::SourceLocation where) {
  Stmt out = start(StmtKind::assign, where);
  out.text = text;
  out.exprs = {body_.expr(left), body_.expr(right)};
  put(std::move(out));
}

/// Writes an assignment or a comma as statements of their own.
bool StmtReader::split(const clang::Expr* e) {
  if (const auto* b = llvm::dyn_cast<clang::BinaryOperator>(e)) {
    if (b->getOpcode() == clang::BO_Comma) {
      VisitExpr(b->getLHS());
      VisitExpr(b->getRHS());
      return true;
    }
    if (b->getOpcode() != clang::BO_Assign &&
        b->getOpcode() != clang::BO_AddAssign)
      return false;
    assign(b->getLHS(), b->getRHS(),
           b->getOpcode() == clang::BO_Assign ? "=" : "+=", b->getBeginLoc());
    return true;
  }
  const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(e);
  if (call == nullptr || call->getNumArgs() != 2 ||
      (call->getOperator() != clang::OO_Equal &&
       call->getOperator() != clang::OO_PlusEqual))
    return false;
  assign(
      call->getArg(0), call->getArg(1),
      call->getOperator() == clang::OO_Equal ? "=" : "+=", call->getBeginLoc());
  return true;
}

void StmtReader::VisitExpr(const clang::Expr* e) {
  const clang::Expr* inner = e->IgnoreParenImpCasts();
  while (const auto* full = llvm::dyn_cast<clang::FullExpr>(inner))
    inner = full->getSubExpr()->IgnoreParenImpCasts();
  if (split(inner))
    return;
  Stmt out = start(StmtKind::expr, e->getBeginLoc());
  out.exprs.push_back(body_.expr(inner));
  ir::Expr& read = out.exprs[0];
  if (read.kind == ir::ExprKind::binary && read.args.size() == 2 &&
      (read.text == "=" || read.text == "+=")) { // of a RecoveryExpr
    out.kind = StmtKind::assign;
    out.text = read.text;
    std::vector<ir::Expr> sides = std::move(read.args);
    out.exprs = std::move(sides);
  }
  const bool only_pending = llvm::isa<clang::CXXThrowExpr>(inner);
  body_.flush(out_);
  if (!only_pending)
    out_.push_back(std::move(out));
}

void StmtReader::declare(const clang::VarDecl& variable) {
  if (variable.isStaticLocal()) {
    body_.unit().add(variable, body_.function());
    return;
  }
  Stmt out = start(StmtKind::declare, variable.getLocation());
  out.text = body_.local(variable);
  out.type = body_.unit().type(variable);
  if (variable.getInit() != nullptr)
    out.exprs.push_back(body_.unit().initial(variable, body_));
  put(std::move(out));
  if (const auto* parts = llvm::dyn_cast<clang::DecompositionDecl>(&variable))
    bindings(*parts);
}

/// auto [a, b] = pair: a and b are members of the hidden variable.
void StmtReader::bindings(const clang::DecompositionDecl& variable) {
  int index = 0;
  for (const clang::BindingDecl* part : variable.bindings()) {
    Stmt out = start(StmtKind::declare, part->getLocation());
    out.text = part->getNameAsString();
    const auto* field =
        llvm::dyn_cast_or_null<clang::MemberExpr>(part->getBinding());
    if (field != nullptr) {
      out.exprs.push_back(body_.expr(field));
    } else {
      ir::Expr whole, at, element;
      whole.kind = ir::ExprKind::var;
      whole.text = body_.local(variable);
      at.kind = ir::ExprKind::integer;
      at.value = index;
      element.kind = ir::ExprKind::index;
      element.loc = out.loc;
      element.args = {whole, at};
      out.exprs.push_back(std::move(element));
    }
    put(std::move(out));
    ++index;
  }
}

void StmtReader::VisitDeclStmt(const clang::DeclStmt* s) {
  for (const clang::Decl* decl : s->decls()) {
    if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(decl))
      declare(*variable);
    else
      body_.unit().read(decl);
  }
}

void StmtReader::VisitIfStmt(const clang::IfStmt* s) {
  read(s->getInit());
  read(s->getConditionVariableDeclStmt());
  Stmt out = start(StmtKind::branch, s->getIfLoc());
  out.exprs.push_back(body_.expr(s->getCond()));
  body_.flush(out_);
  out.blocks = {body_.block(s->getThen()), body_.block(s->getElse())};
  put(std::move(out));
}

void StmtReader::VisitForStmt(const clang::ForStmt* s) {
  read(s->getInit());
  Stmt out = start(StmtKind::loop, s->getForLoc());
  out.text = "for";
  if (s->getCond() != nullptr)
    out.exprs.push_back(body_.expr(s->getCond()));
  body_.flush(out_);
  out.blocks = {body_.block(s->getBody())};
  for (Stmt& step : body_.block(s->getInc()))
    out.blocks[0].push_back(std::move(step));
  put(std::move(out));
}

void StmtReader::VisitWhileStmt(const clang::WhileStmt* s) {
  read(s->getConditionVariableDeclStmt());
  Stmt out = start(StmtKind::loop, s->getWhileLoc());
  out.text = "while";
  out.exprs.push_back(body_.expr(s->getCond()));
  body_.flush(out_);
  out.blocks = {body_.block(s->getBody())};
  put(std::move(out));
}

void StmtReader::VisitDoStmt(const clang::DoStmt* s) {
  Stmt out = start(StmtKind::loop, s->getDoLoc());
  out.text = "do";
  out.blocks = {body_.block(s->getBody())};
  out.exprs.push_back(body_.expr(s->getCond()));
  put(std::move(out));
}

void StmtReader::VisitCXXForRangeStmt(const clang::CXXForRangeStmt* s) {
  read(s->getInit());
  Stmt out = start(StmtKind::loop, s->getForLoc());
  out.text = "range";
  out.text2 = body_.local(*s->getLoopVariable());
  out.type = body_.unit().type(s->getLoopVariable()->getType());
  out.exprs.push_back(body_.expr(s->getRangeInit()));
  body_.flush(out_);
  std::vector<Stmt> inner;
  if (const auto* parts =
          llvm::dyn_cast<clang::DecompositionDecl>(s->getLoopVariable()))
    StmtReader(body_, inner).bindings(*parts);
  for (Stmt& part : body_.block(s->getBody()))
    inner.push_back(std::move(part));
  out.blocks.push_back(std::move(inner));
  put(std::move(out));
}

/// What runs from a case label on: to the first jump, through later labels.
std::vector<Stmt>
StmtReader::case_body(llvm::ArrayRef<const clang::Stmt*> rest) {
  std::vector<Stmt> out;
  for (const clang::Stmt* s : rest.take_front(kMaxFallthrough)) {
    const clang::Stmt* inner = without_labels(s);
    if (inner == nullptr)
      continue;
    for (Stmt& part : body_.block(inner))
      out.push_back(std::move(part));
    const auto* compound = llvm::dyn_cast<clang::CompoundStmt>(inner);
    const clang::Stmt* last = compound != nullptr && !compound->body_empty()
                                  ? compound->body_back()
                                  : inner;
    if (ends_case(last))
      break;
  }
  return out;
}

void StmtReader::VisitSwitchStmt(const clang::SwitchStmt* s) {
  read(s->getInit());
  read(s->getConditionVariableDeclStmt());
  Stmt out = start(StmtKind::choose, s->getSwitchLoc());
  out.exprs.push_back(body_.expr(s->getCond()));
  body_.flush(out_);
  const auto* body = llvm::dyn_cast_or_null<clang::CompoundStmt>(s->getBody());
  std::vector<const clang::Stmt*> parts;
  if (body != nullptr)
    parts.assign(body->body_begin(), body->body_end());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto* label = llvm::dyn_cast<clang::SwitchCase>(parts[i]);
    for (; label != nullptr;
         label = llvm::dyn_cast<clang::SwitchCase>(label->getSubStmt())) {
      ir::Expr value;
      value.kind = ir::ExprKind::null;
      if (const auto* named = llvm::dyn_cast<clang::CaseStmt>(label))
        value = body_.expr(named->getLHS());
      out.exprs.push_back(std::move(value));
      out.blocks.push_back(case_body(llvm::ArrayRef(parts).drop_front(i)));
    }
  }
  put(std::move(out));
}

void StmtReader::VisitReturnStmt(const clang::ReturnStmt* s) {
  Stmt out = start(StmtKind::leave, s->getReturnLoc());
  out.text = "return";
  if (s->getRetValue() != nullptr)
    out.exprs.push_back(body_.expr(s->getRetValue()));
  put(std::move(out));
}

void StmtReader::VisitCoreturnStmt(const clang::CoreturnStmt* s) {
  Stmt out = start(StmtKind::leave, s->getKeywordLoc());
  out.text = "co_return";
  if (s->getOperand() != nullptr)
    out.exprs.push_back(body_.expr(s->getOperand()));
  put(std::move(out));
}

void StmtReader::VisitBreakStmt(const clang::BreakStmt* s) {
  Stmt out = start(StmtKind::jump, s->getBeginLoc());
  out.text = "break";
  put(std::move(out));
}

void StmtReader::VisitContinueStmt(const clang::ContinueStmt* s) {
  Stmt out = start(StmtKind::jump, s->getBeginLoc());
  out.text = "continue";
  put(std::move(out));
}

void StmtReader::VisitGotoStmt(const clang::GotoStmt* s) {
  Stmt out = start(StmtKind::jump, s->getGotoLoc());
  out.text = "goto " + s->getLabel()->getNameAsString();
  put(std::move(out));
}

void StmtReader::VisitLabelStmt(const clang::LabelStmt* s) {
  Stmt out = start(StmtKind::block, s->getIdentLoc());
  out.text2 = s->getDecl()->getNameAsString();
  out.blocks = {body_.block(s->getSubStmt())};
  put(std::move(out));
}

void StmtReader::VisitCXXTryStmt(const clang::CXXTryStmt* s) {
  Stmt out = start(StmtKind::attempt, s->getTryLoc());
  out.blocks = {body_.block(s->getTryBlock())};
  for (unsigned i = 0; i < s->getNumHandlers(); ++i)
    out.blocks.push_back(body_.block(s->getHandler(i)->getHandlerBlock()));
  put(std::move(out));
}

} // namespace imds::analyzer
