// SPDX-License-Identifier: Apache-2.0
// Code that was never built uses names that no header declares, and Clang
// drops the expressions around them:
//
//   auto r = http.get("http://169.254.169.254/latest/meta-data/");  // gone
//   ns::Client c; c.Get("/latest/api/token");                       // gone
//
// Sema asks an ExternalSemaSource as the last resort of a failed lookup. This
// one answers with a declaration of a dependent type, as if the code stood in
// a template: the expression stays whole, with every name and literal in it.
// Whether the name is a type or a value is guessed from the tokens around it;
// a wrong guess costs one diagnostic and leaves it as it would have been.
//
// Left alone: a name before "(" (a call of an unknown function is kept by
// Clang's own recovery, and argument-dependent lookup must have its chance),
// and everything in system headers.
// Tested in tests/analyzer/extract/.
#include "analyzer/extract/ast/undeclared.h"

#include "analyzer/extract/ast/places.h"

namespace imds::analyzer {
namespace {

constexpr unsigned kNoDepth = 1000; // of templates within templates

/// Where a name is written: in the body of a macro, if that holds it.
clang::SourceLocation spelled(clang::SourceLocation where,
                              const clang::SourceManager& sources) {
  const auto spelling = sources.getSpellingLoc(where);
  return sources.isWrittenInScratchSpace(spelling) ? sources.getFileLoc(where)
                                                   : spelling;
}

/// Reads tokens after a place, as the preprocessor would first see them.
class Ahead {
public:
  Ahead(clang::SourceLocation where, const clang::Sema& sema)
      : sources_(sema.getSourceManager()), language_(sema.getLangOpts()),
        where_(spelled(where, sources_)) {
    next();
  }

  clang::tok::TokenKind kind() const { return token_.getKind(); }
  bool is(clang::tok::TokenKind k) const { return token_.is(k); }
  bool is_word() const { return token_.is(clang::tok::raw_identifier); }
  llvm::StringRef word() const { return token_.getRawIdentifier(); }
  bool blank_before() const { return token_.hasLeadingSpace(); }

  void next() {
    const auto found = clang::Lexer::findNextToken(where_, sources_, language_);
    token_ = found ? *found : clang::Token();
    if (!found)
      token_.startToken();
    where_ = token_.getLocation();
    if (where_.isInvalid())
      token_.setKind(clang::tok::eof);
    // findNextToken reads from a buffer of its own.
    if (found && where_.isValid() && where_ != clang::SourceLocation()) {
      const auto before = where_.getLocWithOffset(-1);
      const char* text = sources_.getCharacterData(before);
      if (*text == ' ' || *text == '\n' || *text == '\t')
        token_.setFlag(clang::Token::LeadingSpace);
    }
  }

private:
  const clang::SourceManager& sources_;
  const clang::LangOptions& language_;
  clang::SourceLocation where_;
  clang::Token token_;
};

bool is_operator_word(llvm::StringRef word) {
  return word == "and" || word == "or" || word == "xor" || word == "not_eq" ||
         word == "bitand" || word == "bitor";
}

/// After "X": does "* name" or "& name" declare, rather than multiply?
bool declares_pointer(Ahead ahead) {
  using namespace clang;
  const bool spaced_left = ahead.blank_before();
  while (ahead.is(tok::star) || ahead.is(tok::amp) || ahead.is(tok::ampamp))
    ahead.next();
  if (ahead.is(tok::r_paren) || ahead.is(tok::comma) || ahead.is(tok::greater))
    return true;
  if (!ahead.is_word())
    return false;
  if (ahead.word() == "const")
    return true;
  const bool spaced_right = ahead.blank_before();
  ahead.next();
  const bool ends = ahead.is(tok::semi) || ahead.is(tok::equal) ||
                    ahead.is(tok::comma) || ahead.is(tok::r_paren) ||
                    ahead.is(tok::colon) || ahead.is(tok::l_paren) ||
                    ahead.is(tok::l_brace) || ahead.is(tok::l_square);
  return ends && spaced_left != spaced_right;
}

/// After "X": is "< ... >" a list of template arguments?
bool has_template_arguments(Ahead ahead) {
  using namespace clang;
  int depth = 0;
  for (int i = 0; i < 60; ++i, ahead.next()) {
    if (ahead.is(tok::less))
      ++depth;
    else if (ahead.is(tok::greater))
      --depth;
    else if (ahead.is(tok::greatergreater))
      depth -= 2;
    else if (ahead.is(tok::semi) || ahead.is(tok::l_brace) ||
             ahead.is(tok::eof) || ahead.is(tok::ampamp) ||
             ahead.is(tok::pipepipe) || ahead.is(tok::string_literal))
      return false;
    if (depth <= 0) {
      ahead.next();
      return ahead.is_word() || ahead.is(tok::l_paren) ||
             ahead.is(tok::l_brace) || ahead.is(tok::coloncolon) ||
             ahead.is(tok::amp) || ahead.is(tok::ampamp) ||
             ahead.is(tok::star) || ahead.is(tok::comma) ||
             ahead.is(tok::greater) || ahead.is(tok::greatergreater) ||
             ahead.is(tok::r_paren);
    }
  }
  return false;
}

/// The text of the file before a place.
llvm::StringRef text_before(clang::SourceLocation where,
                            const clang::Sema& sema) {
  const auto& sources = sema.getSourceManager();
  const auto [file, offset] = sources.getDecomposedLoc(spelled(where, sources));
  return sources.getBufferData(file).take_front(offset).rtrim();
}

/// The word or mark that a text ends with, "" for an empty one.
std::string last_of(llvm::StringRef text) {
  const auto word = text.take_back(
      text.size() -
      std::min(text.size(),
               text.find_last_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN"
                                     "OPQRSTUVWXYZ0123456789_") +
                   1));
  if (text.ends_with("::"))
    return "::";
  return word.empty() ? text.take_back(1).str() : word.str();
}

/// "(X) y" in an expression: X is the type of a cast. After a word, as in
/// "if (x) y", it is none.
bool is_cast(Ahead ahead, llvm::StringRef before, const clang::Sema& sema) {
  using namespace clang;
  if (!before.consume_back("(") || !ahead.is(tok::r_paren))
    return false;
  const std::string last = last_of(before.rtrim());
  const bool word = !last.empty() && (std::isalnum(last[0]) || last[0] == '_');
  if ((word && last != "return" && last != "case") || last == ")" ||
      last == "]")
    return false;
  ahead.next();
  if (ahead.is(tok::minus) || ahead.is(tok::star) || ahead.is(tok::amp)) {
    const bool apart = ahead.blank_before();
    ahead.next();
    return apart && !ahead.blank_before();
  }
  if (ahead.is(tok::l_paren) || ahead.is(tok::l_brace))
    return !sema.getLangOpts().CPlusPlus;
  return (ahead.is_word() && !is_operator_word(ahead.word())) ||
         ahead.is(tok::string_literal) || ahead.is(tok::numeric_constant) ||
         ahead.is(tok::char_constant);
}

/// X::f(...) at file scope: X owns a member function that is defined here.
bool owns_definition(Ahead ahead) {
  using namespace clang;
  while (ahead.is(tok::coloncolon)) {
    ahead.next();
    if (ahead.is(tok::tilde))
      ahead.next();
    if (!ahead.is_word())
      return false;
    ahead.next();
  }
  return ahead.is(tok::l_paren);
}

} // namespace

Role Undeclared::role_of(const clang::LookupResult& result) const {
  using namespace clang;
  const SourceLocation where = result.getNameLoc();
  const Ahead ahead(where, *sema_);
  const llvm::StringRef text = text_before(where, *sema_);
  const std::string last = last_of(text);
  // Clang looks everywhere for a name that its namespace lacks; the complaint
  // about it is what the second run needs.
  if (last == "::")
    return Role::none;
  if (ahead.is(tok::coloncolon))
    return sema_->CurContext->isFileContext() && owns_definition(ahead)
               ? Role::owner
               : Role::type;
  // In a list of base classes Clang asks as for a qualifier.
  if (result.getLookupKind() == Sema::LookupNestedNameSpecifierName &&
      !ahead.is(tok::l_brace) && !ahead.is(tok::comma) && !ahead.is(tok::less))
    return Role::none;
  if (last == "public" || last == "protected" || last == "private" ||
      last == "new" || last == "virtual" || last == "typename")
    return ahead.is(tok::less) ? Role::made_type : Role::type;
  if (last == "goto" || last == "." || last == "struct" || last == "class")
    return Role::none;
  if (ahead.is(tok::l_paren))
    return Role::none;
  if (is_cast(ahead, text, *sema_))
    return Role::type;
  if (ahead.is_word())
    return is_operator_word(ahead.word()) ? Role::value : Role::type;
  if (ahead.is(tok::star) || ahead.is(tok::amp) || ahead.is(tok::ampamp))
    return declares_pointer(ahead) ? Role::type : Role::value;
  if (ahead.is(tok::less))
    return has_template_arguments(ahead) ? Role::made_type : Role::value;
  if (ahead.is(tok::l_brace))
    return last == ")" ? Role::none : Role::type;
  if (last == "<" && (ahead.is(tok::greater) || ahead.is(tok::comma)))
    return Role::type;
  if (ahead.is(tok::greater) || ahead.is(tok::greatergreater))
    return last == "," ? Role::type : Role::value;
  return Role::value;
}

Role Undeclared::role_of_member(clang::SourceLocation where) const {
  using namespace clang;
  const Ahead ahead(where, *sema_);
  if (ahead.is(tok::coloncolon) || ahead.is(tok::l_brace) || ahead.is_word())
    return Role::type;
  if (ahead.is(tok::less))
    return Role::made_type;
  if (ahead.is(tok::star) || ahead.is(tok::amp) || ahead.is(tok::ampamp))
    return declares_pointer(ahead) ? Role::type : Role::value;
  if (ahead.is(tok::greater) || ahead.is(tok::greatergreater))
    return Role::type;
  return Role::value;
}

/// "ns::Url member;" here, "ns::Url(text)" there: the call makes one.
static bool is_type_too(const UnknownMember& member,
                        const std::set<UnknownMember>& members) {
  return members.contains({member.space, member.name, Role::type}) ||
         members.contains({member.space, member.name, Role::made_type});
}

void Undeclared::declare(const std::set<UnknownMember>& members) {
  using namespace clang;
  ASTContext& context = sema_->Context;
  for (const UnknownMember& member : members) {
    if (member.role == Role::value && is_type_too(member, members))
      continue;
    DeclContext* space = context.getTranslationUnitDecl();
    llvm::SmallVector<llvm::StringRef, 4> parts;
    llvm::StringRef(member.space).split(parts, "::", -1, /*KeepEmpty=*/false);
    for (const llvm::StringRef part : parts) {
      IdentifierInfo* name = &context.Idents.get(part);
      auto* known = space->lookup(name).find_first<NamespaceDecl>();
      if (known == nullptr) {
        known = NamespaceDecl::Create(context, space, /*Inline=*/false, {}, {},
                                      name, nullptr, /*Nested=*/false);
        space->addDecl(known);
      }
      space = known;
    }
    IdentifierInfo* name = &context.Idents.get(member.name);
    if (NamedDecl* made = declare(member.role, name, {}, space))
      space->addDecl(made);
  }
}

clang::NamedDecl* Undeclared::declare(Role role, clang::IdentifierInfo* name,
                                      clang::SourceLocation where,
                                      clang::DeclContext* in) {
  using namespace clang;
  needed_ = needed_ || role != Role::none;
  ASTContext& context = sema_->Context;
  auto* top = in != nullptr ? in : context.getTranslationUnitDecl();
  const QualType unknown = context.DependentTy;
  switch (role) {
  case Role::value:
    return VarDecl::Create(context, top, where, where, name, unknown, nullptr,
                           SC_Extern);
  case Role::type:
    return TypedefDecl::Create(
        context, top, where, where, name,
        context.getTrivialTypeSourceInfo(unknown, where));
  case Role::made_type:
    return unknown_template(name, where, top);
  case Role::owner:
    return unknown_class(name, where);
  case Role::none:
    return nullptr;
  }
  return nullptr;
}

/// template <class...> class name, as a parameter: X<A> is a dependent type. Of
/// no template that there is: at the depth of one, Clang would put that one's
/// argument in its place, whatever that is, and crash.
clang::NamedDecl* Undeclared::unknown_template(clang::IdentifierInfo* name,
                                               clang::SourceLocation where,
                                               clang::DeclContext* top) {
  using namespace clang;
  ASTContext& context = sema_->Context;
  NamedDecl* any = TemplateTypeParmDecl::Create(
      context, top, where, where, kNoDepth + 1, /*P=*/0, nullptr,
      /*Typename=*/true, /*ParameterPack=*/true);
  auto* list = TemplateParameterList::Create(context, where, where, {any},
                                             where, nullptr);
  return TemplateTemplateParmDecl::Create(context, top, where, kNoDepth,
                                          /*P=*/0,
                                          /*ParameterPack=*/false, name,
#if CLANG_VERSION_MAJOR >= 22
                                          TNK_Type_template,
#endif
                                          /*Typename=*/false, list);
}

/// A class whose members may come from a base that is not known.
clang::NamedDecl* Undeclared::unknown_class(clang::IdentifierInfo* name,
                                            clang::SourceLocation where) {
  using namespace clang;
  ASTContext& context = sema_->Context;
  auto* top = context.getTranslationUnitDecl();
  auto* made = CXXRecordDecl::Create(context, TagTypeKind::Class, top, where,
                                     where, name);
  made->startDefinition();
  auto* base = context.getTrivialTypeSourceInfo(context.DependentTy, where);
  const CXXBaseSpecifier bases(SourceRange(where, where), /*V=*/false,
                               /*BC=*/true, AS_public, base, SourceLocation());
  const CXXBaseSpecifier* list[] = {&bases};
  made->setBases(list, 1);
  made->completeDefinition();
  return made;
}

bool Undeclared::LookupUnqualified(clang::LookupResult& result,
                                   clang::Scope* /*scope*/) {
  using namespace clang;
  const SourceLocation where = result.getNameLoc();
  IdentifierInfo* name = result.getLookupName().getAsIdentifierInfo();
  if (sema_ == nullptr || name == nullptr || where.isInvalid() ||
      result.isForRedeclaration())
    return false;
  if (result.getLookupKind() != Sema::LookupOrdinaryName &&
      result.getLookupKind() != Sema::LookupNestedNameSpecifierName)
    return false;
  if (is_foreign(sema_->getSourceManager(), where, root_))
    return false;
  const Role role = role_of(result);
  if (role == Role::none)
    return false;
  const auto [at, is_new] = known_.try_emplace({name, role});
  if (is_new)
    at->second = declare(role, name, where);
  if (at->second == nullptr)
    return false;
  result.addDecl(at->second);
  result.resolveKind();
  return true;
}

/// A constructor that does not name a base has Sema build a call for it, which
/// of a dependent type it cannot (it crashes); of virtual bases it leaves that
/// to the most derived class.
static void make_bases_virtual(clang::CXXRecordDecl& record) {
  for (clang::CXXBaseSpecifier& base : record.bases())
    if (base.getType()->isDependentType())
      base = clang::CXXBaseSpecifier(
          base.getSourceRange(), /*V=*/true, base.isBaseOfClass(),
          base.getAccessSpecifierAsWritten(), base.getTypeSourceInfo(),
          base.getEllipsisLoc());
}

static bool has_invalid_base(const clang::CXXRecordDecl& record) {
  return llvm::any_of(record.bases(), [](const clang::CXXBaseSpecifier& base) {
    const auto* known = base.getType()->getAsCXXRecordDecl();
    return known != nullptr && known->isInvalidDecl();
  });
}

/// Once it is complete: a declaration before it has the same constraint.
void UnknownTypes::drop_constraint(const clang::TagDecl& tag) const {
  const auto* owner = llvm::dyn_cast<clang::CXXRecordDecl>(&tag);
  auto* made = owner != nullptr ? owner->getDescribedClassTemplate() : nullptr;
  auto* list = made != nullptr ? made->getTemplateParameters() : nullptr;
  if (list == nullptr || list->getRequiresClause() == nullptr ||
      is_foreign(tag.getASTContext().getSourceManager(), tag.getLocation(),
                 root_))
    return;
  made->setTemplateParameters(clang::TemplateParameterList::Create(
      tag.getASTContext(), list->getTemplateLoc(), list->getLAngleLoc(),
      list->asArray(), list->getRAngleLoc(), nullptr));
}

void UnknownTypes::CompletedTagDefinition(const clang::TagDecl* tag) {
  if (undeclared_.was_needed())
    drop_constraint(*tag);
  const auto* record = llvm::dyn_cast<clang::RecordDecl>(tag);
  if (record == nullptr || record->isDependentContext())
    return;
  bool unknown = false;
  for (const clang::FieldDecl* field : record->fields())
    unknown |= field->getType()->isDependentType();
  if (const auto* owner = llvm::dyn_cast<clang::CXXRecordDecl>(record))
    unknown |= owner->hasAnyDependentBases() || has_invalid_base(*owner);
  if (const auto* owner = llvm::dyn_cast<clang::CXXRecordDecl>(record))
    make_bases_virtual(const_cast<clang::CXXRecordDecl&>(*owner));
  if (unknown)
    const_cast<clang::RecordDecl*>(record)->setInvalidDecl();
}

} // namespace imds::analyzer
