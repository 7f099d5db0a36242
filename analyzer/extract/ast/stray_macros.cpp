// SPDX-License-Identifier: Apache-2.0
// Words in capitals that only a missing header could have explained:
//
//   class ACME_EXPORT Client {            // an export macro
//   ACME_API std::string fetch(const std::string& url);
//   void stop() ACME_NOEXCEPT;
//
// Defined as empty they cost nothing; left alone each costs its declaration.
// "ACME_HANDLE h;" and "ACME_CALL(x);" are a type and a call and stay.
// Tested in tests/analyzer/extract/.
#include "analyzer/extract/ast/stray_macros.h"

#include <algorithm>
#include <cctype>

namespace imds::analyzer {
namespace {

using clang::tok::TokenKind;

struct Word {
  TokenKind kind = clang::tok::unknown;
  std::string text; // of identifiers and keywords
};

std::vector<Word> words_of(clang::FileID file,
                           const clang::Preprocessor& preprocessor) {
  const auto& sources = preprocessor.getSourceManager();
  clang::Lexer lexer(file, sources.getBufferOrFake(file), sources,
                     preprocessor.getLangOpts());
  std::vector<Word> out;
  clang::Token token;
  bool directive = false;
  while (!lexer.LexFromRawLexer(token)) {
    if (token.isAtStartOfLine())
      directive = token.is(clang::tok::hash);
    if (directive)
      continue;
    Word word{token.getKind(), ""};
    if (token.is(clang::tok::raw_identifier))
      word.text = token.getRawIdentifier().str();
    out.push_back(std::move(word));
  }
  return out;
}

bool in_capitals(const std::string& text) {
  return text.size() > 3 && std::ranges::all_of(text, [](unsigned char c) {
           return std::isupper(c) != 0 || std::isdigit(c) != 0 || c == '_';
         });
}

bool starts_type(const std::string& text) {
  static const std::set<std::string> kWords = {
      "void",      "int",      "char",    "bool",   "long",     "short",
      "static",    "const",    "virtual", "inline", "unsigned", "signed",
      "struct",    "class",    "enum",    "extern", "explicit", "constexpr",
      "auto",      "template", "typedef", "using",  "public",   "private",
      "protected", "float",    "double",  "size_t", "std",      "friend",
      "operator"};
  return kWords.contains(text);
}

/// What follows the word at `i`, past its "(...)" if it has one.
std::size_t after(const std::vector<Word>& words, std::size_t i, bool& called) {
  called = i + 1 < words.size() && words[i + 1].kind == clang::tok::l_paren;
  if (!called)
    return i + 1;
  int depth = 0;
  for (std::size_t j = i + 1; j < words.size() && j < i + 60; ++j) {
    depth += words[j].kind == clang::tok::l_paren ? 1 : 0;
    depth -= words[j].kind == clang::tok::r_paren ? 1 : 0;
    if (depth == 0)
      return j + 1;
  }
  return words.size();
}

bool is_stray(const std::vector<Word>& words, std::size_t i, bool& called) {
  const std::size_t next = after(words, i, called);
  if (next >= words.size() || words[next].kind == clang::tok::eof)
    return false;
  const Word before = i > 0 ? words[i - 1] : Word{};
  const Word& following = words[next];
  // class ACME_EXPORT Client
  if (before.text == "class" || before.text == "struct" ||
      before.text == "enum" || before.text == "union")
    return !following.text.empty();
  // ) ACME_NOEXCEPT; and ) ACME_NOEXCEPT {
  if (before.kind == clang::tok::r_paren && !called)
    return following.kind == clang::tok::semi ||
           following.kind == clang::tok::l_brace;
  // ACME_API void f(  and  ACME_API Type name
  if (starts_type(following.text))
    return true;
  if (following.text.empty() || called || next + 1 >= words.size())
    return false;
  const Word& third = words[next + 1];
  return !third.text.empty() || third.kind == clang::tok::star ||
         third.kind == clang::tok::coloncolon;
}

/// "typedef enum { ... } ACME_STATUS;", and then "ACME_STATUS ACME_CALL f();".
/// "class ACME_EXPORT Client" declares a class ACME_EXPORT, but no such one.
bool is_declared(const std::string& name, const clang::ASTContext& context) {
  const clang::DeclarationName asked = &context.Idents.get(name);
  const auto found = context.getTranslationUnitDecl()->lookup(asked);
  return std::ranges::any_of(found, [](const clang::NamedDecl* decl) {
    const auto* tag = llvm::dyn_cast<clang::TagDecl>(decl);
    return tag == nullptr || tag->getDefinition() != nullptr;
  });
}

} // namespace

std::set<std::string> stray_macros(clang::FileID file,
                                   const clang::Preprocessor& preprocessor,
                                   const clang::ASTContext& context) {
  const auto words = words_of(file, preprocessor);
  std::set<std::string> flags;
  for (std::size_t i = 0; i < words.size(); ++i) {
    bool called = false;
    if (!in_capitals(words[i].text) || !is_stray(words, i, called))
      continue;
    const auto* name =
        preprocessor.getIdentifierTable().find(words[i].text) !=
                preprocessor.getIdentifierTable().end()
            ? preprocessor.getIdentifierTable().find(words[i].text)->second
            : nullptr;
    if ((name != nullptr && name->hadMacroDefinition()) ||
        is_declared(words[i].text, context))
      continue;
    flags.insert("-D" + words[i].text + (called ? "(...)=" : "="));
  }
  return flags;
}

} // namespace imds::analyzer
