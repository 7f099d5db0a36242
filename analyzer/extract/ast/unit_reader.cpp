// SPDX-License-Identifier: Apache-2.0
#include "analyzer/extract/ast/unit_reader.h"

#include "analyzer/extract/ast/constants.h"
#include "analyzer/extract/ast/lost_declarations.h"
#include "analyzer/extract/ast/lost_templates.h"
#include "analyzer/extract/ast/names.h"
#include "analyzer/extract/ast/written.h"

#include <algorithm>

namespace imds::analyzer {
namespace {

/// The class that a type names as a base, "" where it has no name.
std::string base_name(clang::QualType type, const clang::ASTContext& context) {
  std::string name = class_of(type);
  return name.empty() ? plain_name(type_text(type, context)) : name;
}

/// `made` is what stands in the parentheses or braces of "Type x(...)".
ir::Expr constructed(ir::Expr made, std::string type, bool is_list) {
  ir::Expr out;
  out.kind = ir::ExprKind::construct;
  out.loc = made.loc;
  out.text = std::move(type);
  if (is_list && made.kind == ir::ExprKind::init_list)
    out.args = std::move(made.args);
  else
    out.args.push_back(std::move(made));
  return out;
}

bool is_flag(const std::string& name) { return name.starts_with("FLAGS_"); }

} // namespace

std::string global_name(const clang::VarDecl& variable) {
  const std::string own = variable.getNameAsString();
  return is_flag(own) ? own : qualified_name(variable);
}

UnitReader::UnitReader(clang::ASTContext& context, const std::string& root,
                       ir::Unit& unit)
    : context_(context), unit_(unit),
      places_(context.getSourceManager(), context.getLangOpts(), root,
              unit.files) {}

std::string UnitReader::type_name(clang::QualType t) const {
  return type_text(t, context_);
}

std::string UnitReader::type(const clang::VarDecl& variable) const {
  // An unknown type is int to Clang; the text still says its name.
  if (!variable.isInvalidDecl())
    return type_name(variable.getType());
  std::string text = written_text(
      {variable.getTypeSpecStartLoc(), variable.getTypeSpecEndLoc()}, places_);
  for (const char* word : {"const ", "struct ", "union ", "enum ", "class "})
    if (text.starts_with(word))
      text.erase(0, std::string_view(word).size());
  return plain_name(text);
}

std::string UnitReader::lambda_name(const clang::CXXRecordDecl& closure) const {
  const auto at = lambdas_.find(closure.getCanonicalDecl());
  return at == lambdas_.end() ? "" : at->second;
}

std::string UnitReader::new_lambda_name(const clang::CXXRecordDecl& closure,
                                        const std::string& parent) {
  const int number = ++lambda_counts_[parent];
  std::string name = parent + "(lambda " + std::to_string(number) + ")";
  lambdas_[closure.getCanonicalDecl()] = name;
  return name;
}

void UnitReader::read_all() {
  read_context(*context_.getTranslationUnitDecl());
}

void UnitReader::read_context(const clang::DeclContext& context) {
  // What a precompiled header has is not the project's.
  for (const clang::Decl* decl : context.noload_decls())
    if (places_.in_project(decl->getLocation()))
      read(decl);
}

void UnitReader::read(const clang::Decl* decl) {
  if (decl->isImplicit() || !seen_.insert(decl).second)
    return;
  if (const auto* made = llvm::dyn_cast<clang::FunctionTemplateDecl>(decl))
    return read(made->getTemplatedDecl());
  if (const auto* made = llvm::dyn_cast<clang::ClassTemplateDecl>(decl))
    return read(made->getTemplatedDecl());
  if (const auto* f = llvm::dyn_cast<clang::FunctionDecl>(decl))
    return read_function(*f);
  if (const auto* record = llvm::dyn_cast<clang::RecordDecl>(decl))
    return read_class(*record);
  if (const auto* alias = llvm::dyn_cast<clang::TypedefNameDecl>(decl))
    return read_alias(*alias);
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(decl))
    return add(*variable, "");
  if (const auto* friends = llvm::dyn_cast<clang::FriendDecl>(decl)) {
    if (friends->getFriendDecl() != nullptr)
      read(friends->getFriendDecl());
    return;
  }
  if (llvm::isa<clang::NamespaceDecl, clang::LinkageSpecDecl,
                clang::ExportDecl>(decl))
    read_context(*llvm::cast<clang::DeclContext>(decl));
}

void UnitReader::read_alias(const clang::TypedefNameDecl& alias) {
  const clang::QualType type = alias.getUnderlyingType();
  std::string target = type->isRecordType()
                           ? class_of(type)
                           : type_name(type.getCanonicalType());
  const std::string name = qualified_name(alias);
  if (name != target && !target.empty())
    unit_.aliases[name] = std::move(target);
}

void UnitReader::read_class(const clang::RecordDecl& record) {
  if (!record.isThisDeclarationADefinition())
    return;
  ir::Class out;
  out.name = qualified_name(record);
  if (const auto* cxx = llvm::dyn_cast<clang::CXXRecordDecl>(&record))
    for (const clang::CXXBaseSpecifier& base : cxx->bases())
      out.bases.push_back(base_name(base.getType(), context_));
  Body body(*this, out.name, std::make_shared<Locals>());
  for (const clang::FieldDecl* field : record.fields()) {
    if (field->getDeclName().isEmpty())
      continue;
    ir::Field f{field->getNameAsString(),
                type_name(field->getType()),
                places_.at(field->getLocation()),
                {}};
    if (field->getInClassInitializer() != nullptr)
      f.initial.push_back(body.expr(field->getInClassInitializer()));
    out.fields.push_back(std::move(f));
  }
  if (!out.name.empty())
    unit_.classes.push_back(std::move(out));
  read_context(record);
}

ir::Expr UnitReader::initial(const clang::VarDecl& variable, Body& body) {
  ir::Expr out = body.expr(variable.getInit());
  // Unknown x("url"): a construction, though Clang cannot say of what.
  const clang::QualType declared = variable.getType();
  if (variable.getInitStyle() != clang::VarDecl::CInit &&
      out.kind != ir::ExprKind::construct && declared->isDependentType() &&
      declared->getContainedAutoType() == nullptr)
    return constructed(std::move(out), type(variable),
                       llvm::isa<clang::ParenListExpr, clang::InitListExpr>(
                           variable.getInit()));
  const bool folded = out.kind == ir::ExprKind::str ||
                      out.kind == ir::ExprKind::integer ||
                      out.kind == ir::ExprKind::init_list;
  if (folded)
    return out;
  const auto value = constant_of(variable);
  if (!value)
    return out;
  ir::Expr constant;
  constant.loc = out.loc;
  constant.kind = value->is_string ? ir::ExprKind::str : ir::ExprKind::integer;
  constant.text = value->text;
  constant.value = value->number;
  return constant;
}

void UnitReader::add(ir::Function function) {
  find_lost_declarations(function.body);
  find_lost_templates(function.body);
  unit_.functions.push_back(std::move(function));
}

void UnitReader::add(const clang::VarDecl& variable, const std::string& owner) {
  const bool only_declared = variable.isThisDeclarationADefinition() ==
                                 clang::VarDecl::DeclarationOnly &&
                             variable.getInit() == nullptr;
  if (variable.isImplicit() || only_declared)
    return;
  ir::Variable out;
  out.name = global_name(variable);
  out.type = type(variable);
  out.loc = places_.at(variable.getLocation());
  out.local = is_local(variable) || variable.isStaticLocal();
  out.flag = is_flag(out.name);
  Body body(*this, owner.empty() ? out.name : owner,
            std::make_shared<Locals>());
  if (variable.getInit() != nullptr)
    out.initial.push_back(initial(variable, body));
  // A static local is met again in each case of a switch that reaches it, and
  // a flag was noted at its macro.
  const auto same = [&](const ir::Variable& known) {
    return known.name == out.name && known.flag == out.flag &&
           (out.flag || known.loc.line == out.loc.line);
  };
  if (std::ranges::none_of(unit_.variables, same))
    unit_.variables.push_back(std::move(out));
}

std::vector<ir::Param> UnitReader::params(const clang::FunctionDecl& f,
                                          Body& body) {
  std::vector<ir::Param> out;
  for (const clang::ParmVarDecl* param : f.parameters()) {
    ir::Param p;
    p.name = param->getDeclName().isEmpty() ? "" : body.local(*param);
    p.type = type(*param);
    const clang::QualType t = param->getType();
    if (t->isLValueReferenceType() &&
        !t.getNonReferenceType().isConstQualified())
      p.type += "&";
    if (param->hasDefaultArg() && !param->hasUnparsedDefaultArg() &&
        !param->hasUninstantiatedDefaultArg())
      p.initial.push_back(body.expr(param->getDefaultArg()));
    out.push_back(std::move(p));
  }
  if (f.isVariadic())
    out.push_back({"...", "...", {}});
  return out;
}

/// this->Base::Base(args). Where Clang found no constructor that fits, it knows
/// the class by how it is written, and the arguments as a list.
static ir::Expr base_call(const clang::CXXCtorInitializer& init, ir::Expr self,
                          ir::Expr value) {
  ir::Expr call;
  call.kind = ir::ExprKind::call;
  call.loc = self.loc;
  const bool made = value.kind == ir::ExprKind::construct;
  const std::string base =
      made ? value.text : class_of(init.getTypeSourceInfo()->getType());
  const auto last = base.rfind("::");
  call.text =
      base + "::" + (last == std::string::npos ? base : base.substr(last + 2));
  call.type = base;
  call.receiver = true;
  call.args = {std::move(self)};
  const bool list =
      value.kind == ir::ExprKind::init_list ||
      (value.kind == ir::ExprKind::unknown && value.args.size() > 1);
  if (made || list)
    for (ir::Expr& arg : value.args)
      call.args.push_back(std::move(arg));
  else
    call.args.push_back(std::move(value));
  return call;
}

/// Member initializers, as assignments; calls of the base constructors.
void UnitReader::initializers(const clang::CXXConstructorDecl& constructor,
                              Body& body, std::vector<ir::Stmt>& out) {
  for (const clang::CXXCtorInitializer* init : constructor.inits()) {
    if (!init->isWritten() || init->getInit() == nullptr)
      continue;
    ir::Stmt s;
    s.loc = places_.at(init->getSourceLocation());
    ir::Expr self;
    self.kind = ir::ExprKind::self;
    self.loc = s.loc;
    ir::Expr value = body.expr(init->getInit());
    if (const clang::FieldDecl* field = init->getAnyMember()) {
      ir::Expr left;
      left.kind = ir::ExprKind::field;
      left.loc = s.loc;
      left.text = field->getNameAsString();
      left.type = class_name(*field);
      left.args = {std::move(self)};
      s.kind = ir::StmtKind::assign;
      s.text = "=";
      s.exprs = {std::move(left), std::move(value)};
    } else {
      s.exprs = {base_call(*init, std::move(self), std::move(value))};
    }
    body.flush(out);
    out.push_back(std::move(s));
  }
}

/// Definitions, and declarations that say what no definition repeats.
bool UnitReader::wanted(const clang::FunctionDecl& f) {
  if (f.isThisDeclarationADefinition())
    return !f.isDefaulted() && !f.isDeleted();
  if (f.isDefined() || f.isDefaulted() || f.isDeleted())
    return false;
  if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&f))
    if (method->isVirtual())
      return true;
  for (const clang::ParmVarDecl* param : f.parameters())
    if (param->hasDefaultArg())
      return true;
  return false;
}

void UnitReader::read_function(const clang::FunctionDecl& f) {
  if (!wanted(f))
    return;
  ir::Function out;
  out.name = qualified_name(f);
  out.class_name = class_name(f);
  out.loc = places_.at(f.getLocation());
  out.end_line = places_.at(f.getEndLoc()).line;
  out.local = is_local(f);
  out.result_type = type_name(f.getReturnType());
  if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&f)) {
    out.is_virtual = method->isVirtual();
    for (const clang::CXXMethodDecl* base : method->overridden_methods())
      out.overrides.push_back(qualified_name(*base));
  }
  Body body(*this, out.name, std::make_shared<Locals>());
  out.params = params(f, body);
  const clang::Stmt* code =
      f.isThisDeclarationADefinition() ? f.getBody() : nullptr;
  out.has_body = code != nullptr;
  if (const auto* made = llvm::dyn_cast<clang::CXXConstructorDecl>(&f))
    initializers(*made, body, out.body);
  for (ir::Stmt& s : body.block(code))
    out.body.push_back(std::move(s));
  add(std::move(out));
}

} // namespace imds::analyzer
