// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lexical/conditions.h"

#include "analyzer/lexical/lexer.h"

#include <gtest/gtest.h>

#include <string>

namespace imds::analyzer::lexical {
namespace {

std::string resolved(const std::string& code) {
  Lexed lexed = lex(code);
  std::string text;
  for (const Token& token : resolve_conditions(code, lexed).tokens) {
    if (token.kind == TokenKind::if_begin)
      text += "<" + condition_of(token.text) + ":";
    else if (token.kind == TokenKind::if_else)
      text += "|" + condition_of(token.text) + ":";
    else if (token.kind == TokenKind::if_end)
      text += ">";
    else
      text += token.text;
  }
  return text;
}

struct Case {
  const char* code;
  const char* tokens;
};

const Case kCases[] = {
    // Statements keep both sides.
    {"a;\n#ifdef X\nb;\n#else\nc;\n#endif\nd;", "a;<defined(X):b;|:c;>d;"},
    {"a;\n#if A\nb;\n#elif B\nc;\n#endif", "a;<A:b;|B:c;>"},
    {"a;\n#ifndef X\nb;\n#endif", "a;<!defined(X):b;>"},
    {"a;\n#if defined X\nb;\n#endif", "a;<defined(X):b;>"},
    {"a;\n#ifdef X\n#ifdef Y\nb;\n#endif\n#endif",
     "a;<defined(X):<defined(Y):b;>>"},
    // List elements and labels keep all sides, unmarked.
    {"{a,\n#ifdef X\nb,\n#else\nc,\n#endif\nd}", "{a,b,c,d}"},
    {"{\n#ifdef X\ncase 1: a;\n#endif\n}", "{case1:a;}"},
    // Fragments keep one.
    {"f(\n#ifdef X\na\n#else\nb\n#endif\n);", "f(a);"},
    {"#ifdef X\nif(a){\n#else\nif(b){\n#endif\nc;}", "if(a){c;}"},
    {"#ifdef X\n{\n#endif\na;\n#ifdef X\n}\n#endif", "{a;}"},
    {"#ifndef X\nif(a)\n#else\nif(b){\n#endif\nc;\n#ifdef X\n}\n#else\n;"
     "\n#endif",
     "if(a)c;;"},
    // Dead code goes.
    {"a;\n#if 0\nb;\n#endif\nc;", "a;c;"},
    {"a;\n#if 0 // never\nb;\n#else\nc;\n#endif", "a;c;"},
    // Broken groups.
    {"#endif\na;\n#else\nb;", "a;b;"},
    {"a;\n#if X\nb;", "a;<X:b;>"},
};

TEST(Conditions, KeepsBothSidesWhereTheGrammarAllows) {
  for (const Case& c : kCases)
    EXPECT_EQ(resolved(c.code), c.tokens) << c.code;
}

TEST(Conditions, RemembersWhatIsInactive) {
  std::string code = "a;\n#if 0\nb;\n#else\nc;\n#endif\n";
  Resolved result = resolve_conditions(code, lex(code));
  ASSERT_EQ(result.inactive.size(), 1u);
  EXPECT_EQ(code.substr(result.inactive[0].begin,
                        result.inactive[0].end - result.inactive[0].begin),
            "\nb;\n");
}

TEST(Conditions, CollectsMacros) {
  std::string code = "#define A \"x\" // c\n#define F(a, ...) a \\\n  + 1\n"
                     "#define E\n  #  define G() g()";
  Resolved result = resolve_conditions(code, lex(code));
  ASSERT_EQ(result.macros.size(), 3u);
  EXPECT_EQ(result.macros[0].name, "A");
  EXPECT_FALSE(result.macros[0].function_like);
  EXPECT_EQ(result.macros[0].column, 11u);
  EXPECT_EQ(result.macros[1].params.size(), 2u);
  EXPECT_EQ(result.macros[1].params[1], "__VA_ARGS__");
  EXPECT_TRUE(result.macros[2].function_like);
  EXPECT_EQ(result.macros[2].body, "g()");
}

} // namespace
} // namespace imds::analyzer::lexical
