// SPDX-License-Identifier: Apache-2.0
// Calls of every form, and constructions.
//
// The linker knows functions by name, so the forms collapse: a->f(x) and
// (*a).f(x) are a call with a receiver, an overloaded "+" is the operator, a
// conversion operator and a copy are their operand, and a lambda called
// through its variable is a call of the lambda. What is called through a
// pointer, a functor or a std::function is `indirect`, its value the callee.
#include "analyzer/extract/ast/exprs.h"

#include "analyzer/extract/ast/names.h"
#include "analyzer/extract/ast/unit_reader.h"
#include "analyzer/extract/ast/written.h"

#include <algorithm>

namespace imds::analyzer {

using ir::Expr;
using ir::ExprKind;
using Args = llvm::ArrayRef<const clang::Expr*>;

namespace {

Args args_of(const clang::CallExpr& e) { return {e.getArgs(), e.getNumArgs()}; }

/// std::make_unique<T>(x) and its like, whoever wrote them, construct a T: they
/// are called make... and give some kind of pointer.
const clang::TemplateArgument* made_type(const clang::FunctionDecl& callee) {
  if (callee.getIdentifier() == nullptr)
    return nullptr;
  const std::string name = callee.getName().lower();
  const auto* result = callee.getReturnType()->getAsRecordDecl();
  if (!llvm::StringRef(name).starts_with("make") &&
      !llvm::StringRef(name).starts_with("allocate_shared"))
    return nullptr;
  if (result == nullptr ||
      !llvm::StringRef(result->getName().lower()).contains("ptr"))
    return nullptr;
  const auto* args = callee.getTemplateSpecializationArgs();
  if (args == nullptr || args->size() == 0 ||
      args->get(0).getKind() != clang::TemplateArgument::Type)
    return nullptr;
  return &args->get(0);
}

bool in_std(const clang::CXXRecordDecl& record) {
  return record.isInStdNamespace();
}

/// std::string, std::string_view: what they are made of is what they are.
bool is_text_class(const clang::CXXRecordDecl& record) {
  const std::string name = record.getNameAsString();
  return in_std(record) &&
         (name == "basic_string" || name == "basic_string_view");
}

Args written(Args args) {
  const auto end = std::find_if(args.begin(), args.end(), [](const auto* arg) {
    return llvm::isa<clang::CXXDefaultArgExpr>(arg);
  });
  return args.take_front(static_cast<std::size_t>(end - args.begin()));
}

const clang::CXXRecordDecl* lambda_class(const clang::CXXMethodDecl* method) {
  if (method == nullptr || !method->getParent()->isLambda())
    return nullptr;
  return method->getParent();
}

} // namespace

bool is_transparent_call(const std::string& name) {
  static const std::set<std::string> kNames = {
      "std::move",        "std::forward",    "std::ref",       "std::cref",
      "std::as_const",    "boost::ref",      "std::launder",   "absl::GetFlag",
      "__builtin_expect", "std::to_address", "std::addressof", "qMove"};
  return kNames.contains(name);
}

void ExprReader::add_args(Expr& into, Args args) {
  for (const clang::Expr* arg : written(args))
    into.args.push_back(child(arg));
}

Expr ExprReader::direct_call(const clang::Expr* whole,
                             const clang::FunctionDecl& callee, Args args) {
  const std::string name = qualified_name(callee);
  if (!args.empty() && is_transparent_call(name))
    return child(args[0]);
  if (const auto* made = made_type(callee)) {
    Expr out = make(ExprKind::construct, whole, class_of(made->getAsType()));
    add_args(out, args);
    return out;
  }
  Expr out = make(ExprKind::call, whole, name);
  add_args(out, args);
  return out;
}

Expr ExprReader::call_of(const clang::Expr* whole, const clang::Expr* callee,
                         Args args) {
  callee = callee->IgnoreParenImpCasts();
  if (const auto* ref = llvm::dyn_cast<clang::DeclRefExpr>(callee))
    if (const auto* f = llvm::dyn_cast<clang::FunctionDecl>(ref->getDecl()))
      return direct_call(whole, *f, args);
  // A function that was declared on demand.
  if (const auto* ref = llvm::dyn_cast<clang::DeclRefExpr>(callee))
    if (llvm::isa<clang::VarDecl>(ref->getDecl()) &&
        ref->getDecl()->getLocation().isInvalid()) {
      Expr out = make(ExprKind::call, whole, qualified_name(*ref->getDecl()));
      add_args(out, args);
      return out;
    }
  // A function whose declaration is broken.
  if (const auto* lost = llvm::dyn_cast<clang::RecoveryExpr>(callee))
    if (auto name = written_word(*lost, body_.unit().places()); !name.empty()) {
      Expr out = make(ExprKind::call, whole, std::move(name));
      add_args(out, args);
      return out;
    }
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(callee))
    if (const auto* method =
            llvm::dyn_cast<clang::CXXMethodDecl>(member->getMemberDecl()))
      return member_call(whole, member->getBase(), qualified_name(*method),
                         method, args);
  if (const auto* pointer = llvm::dyn_cast<clang::BinaryOperator>(callee))
    if (pointer->isPtrMemOp())
      return pointer_to_member_call(*pointer, args);
  Expr target = child(callee);
  Expr out = make(ExprKind::call, whole);
  // A name that nothing declares, or that overloads share, is still a name.
  if (target.kind == ExprKind::func) {
    out.text = std::move(target.text);
  } else if (target.kind == ExprKind::field && target.type.empty() &&
             !target.args.empty()) {
    out.receiver = true;
    out.text = std::move(target.text);
    if (const auto* member =
            llvm::dyn_cast<clang::CXXDependentScopeMemberExpr>(callee))
      out.type = class_of(member->getBaseType());
    if (out.type.empty() && target.args[0].kind == ExprKind::var)
      out.type = target.args[0].type;
    out.args = std::move(target.args);
  } else {
    out.indirect = true;
    out.args.push_back(std::move(target));
  }
  add_args(out, args);
  return out;
}

Expr ExprReader::VisitCallExpr(const clang::CallExpr* e) {
  return call_of(e, e->getCallee(), args_of(*e));
}

Expr ExprReader::VisitCXXMemberCallExpr(const clang::CXXMemberCallExpr* e) {
  const auto* method = e->getMethodDecl();
  const clang::Expr* object = e->getImplicitObjectArgument();
  if (method == nullptr || object == nullptr)
    return call_of(e, e->getCallee(), args_of(*e));
  if (llvm::isa<clang::CXXConversionDecl>(method))
    return child(object);
  return member_call(e, object, qualified_name(*method), method, args_of(*e));
}

/// std::string(base).append(path): base stays as it is.
static bool is_copy(const clang::Expr* object) {
  const clang::Expr* made = object->IgnoreParenImpCasts();
  const auto* record = made->getType()->getAsCXXRecordDecl();
  return made->isPRValue() && record != nullptr && is_text_class(*record) &&
         llvm::isa<clang::CXXFunctionalCastExpr, clang::CXXTemporaryObjectExpr>(
             made);
}

Expr ExprReader::copied(const clang::Expr* object) {
  Expr out = make(ExprKind::construct, object, class_of(object->getType()));
  out.args.push_back(child(object));
  return out;
}

Expr ExprReader::member_call(const clang::Expr* whole,
                             const clang::Expr* object, std::string name,
                             const clang::CXXMethodDecl* method, Args args) {
  Expr out = make(ExprKind::call, whole, std::move(name));
  if (method != nullptr && method->isStatic()) {
    add_args(out, args);
    return out;
  }
  out.receiver = true;
  out.type = class_of(object->IgnoreParenImpCasts()->getType());
  // "Base::f()" by its full name calls that one and no overrider.
  const auto* callee = llvm::dyn_cast<clang::CallExpr>(whole);
  const auto* member = callee != nullptr
                           ? llvm::dyn_cast<clang::MemberExpr>(
                                 callee->getCallee()->IgnoreParenImpCasts())
                           : nullptr;
  out.dispatched = method != nullptr && method->isVirtual() &&
                   (member == nullptr || !member->hasQualifier());
  out.args.push_back(is_copy(object) ? copied(object) : child(object));
  add_args(out, args);
  return out;
}

Expr ExprReader::pointer_to_member_call(const clang::BinaryOperator& callee,
                                        Args args) {
  Expr out = make(ExprKind::call, &callee);
  out.receiver = true;
  out.indirect = true;
  out.type = class_of(callee.getLHS()->getType());
  out.args = {child(callee.getLHS()), child(callee.getRHS())};
  add_args(out, args);
  return out;
}

Expr ExprReader::VisitCXXOperatorCallExpr(const clang::CXXOperatorCallExpr* e) {
  switch (e->getOperator()) {
  case clang::OO_Call:
    return functor_call(e);
  case clang::OO_Arrow: // a smart pointer is what it points to
    return child(e->getArg(0));
  case clang::OO_Subscript: {
    Expr out = make(ExprKind::index, e);
    add_args(out, args_of(*e));
    return out;
  }
  case clang::OO_Coawait:
    return child(e->getArg(0));
  default:
    return operator_call(e);
  }
}

Expr ExprReader::operator_call(const clang::CXXOperatorCallExpr* e) {
  const char* text = clang::getOperatorSpelling(e->getOperator());
  const bool two = e->getNumArgs() == 2 &&
                   e->getOperator() != clang::OO_PlusPlus &&
                   e->getOperator() != clang::OO_MinusMinus;
  Expr out = make(two ? ExprKind::binary : ExprKind::unary, e,
                  text != nullptr ? text : "");
  for (unsigned i = 0; i < (two ? 2U : 1U) && i < e->getNumArgs(); ++i)
    out.args.push_back(child(e->getArg(i)));
  return out;
}

Expr ExprReader::functor_call(const clang::CXXOperatorCallExpr* e) {
  const Args rest = args_of(*e).drop_front();
  const auto* method =
      llvm::dyn_cast_or_null<clang::CXXMethodDecl>(e->getDirectCallee());
  if (const auto* closure = lambda_class(method)) {
    Expr object = child(e->getArg(0)); // registers a lambda called in place
    Expr out = make(ExprKind::call, e, body_.unit().lambda_name(*closure));
    if (out.text.empty()) {
      out.indirect = true;
      out.args.push_back(std::move(object));
    }
    add_args(out, rest);
    return out;
  }
  if (method != nullptr && !in_std(*method->getParent()) &&
      body_.unit().places().in_project(method->getLocation()))
    return member_call(e, e->getArg(0), qualified_name(*method), method, rest);
  Expr out = make(ExprKind::call, e);
  out.indirect = true;
  out.args.push_back(child(e->getArg(0)));
  add_args(out, rest);
  return out;
}

Expr ExprReader::VisitCXXConstructExpr(const clang::CXXConstructExpr* e) {
  const auto& constructor = *e->getConstructor();
  const auto& record = *constructor.getParent();
  const Args args = written({e->getArgs(), e->getNumArgs()});
  const bool from_one = args.size() == 1;
  // Implicit: no "T(...)" and no "T{...}" is written, only the argument.
  const bool implicit = e->getParenOrBraceRange().isInvalid() &&
                        !llvm::isa<clang::CXXTemporaryObjectExpr>(e);
  if (from_one && (constructor.isCopyOrMoveConstructor() || record.isLambda() ||
                   is_text_class(record) || (implicit && in_std(record))))
    return child(args[0]);
  Expr out = make(ExprKind::construct, e, qualified_name(record));
  out.loc = body_.at(e->getBeginLoc());
  add_args(out, args);
  return out;
}

Expr ExprReader::VisitCXXParenListInitExpr(
    const clang::CXXParenListInitExpr* e) {
  Expr out = make(ExprKind::construct, e, class_of(e->getType()));
  for (const clang::Expr* init : e->getInitExprs())
    out.args.push_back(child(init));
  return out;
}

Expr ExprReader::VisitCXXUnresolvedConstructExpr(
    const clang::CXXUnresolvedConstructExpr* e) {
  Expr out = make(ExprKind::construct, e, class_of(e->getTypeAsWritten()));
  if (out.text.empty())
    out.text = body_.unit().type(e->getTypeAsWritten());
  for (const clang::Expr* arg : e->arguments())
    out.args.push_back(child(arg));
  return out;
}

Expr ExprReader::VisitCXXNewExpr(const clang::CXXNewExpr* e) {
  const clang::Expr* init = e->getInitializer();
  if (init != nullptr) {
    Expr made = child(init);
    if (made.kind == ExprKind::construct)
      return made;
    Expr out = make(ExprKind::construct, e, class_of(e->getAllocatedType()));
    if (made.kind == ExprKind::init_list && made.text.empty())
      out.args = std::move(made.args);
    else
      out.args.push_back(std::move(made));
    return out;
  }
  return make(ExprKind::construct, e, class_of(e->getAllocatedType()));
}

} // namespace imds::analyzer
