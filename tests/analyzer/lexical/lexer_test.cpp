// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lexical/lexer.h"

#include "analyzer/lexical/literal.h"

#include <gtest/gtest.h>

#include <string>

namespace imds::analyzer::lexical {
namespace {

std::string joined(const std::vector<Token>& tokens) {
  std::string text;
  for (const Token& token : tokens)
    if (token.kind != TokenKind::end)
      text += (text.empty() ? "" : "|") + std::string(token.text);
  return text;
}

struct Case {
  const char* code;
  const char* tokens;
};

const Case kCases[] = {
    {"int x=1;", "int|x|=|1|;"},
    {"a->b::c>>d", "a|->|b|::|c|>|>|d"},
    {"x<<=1 ... <=>", "x|<<=|1|...|<=>"},
    {"1'000'000u 0xA9'FE 1.5e-3f", "1'000'000u|0xA9'FE|1.5e-3f"},
    {"L\"a\" u8\"b\" \"c\"s \"d\"_x", "L\"a\"|u8\"b\"|\"c\"s|\"d\"_x"},
    {"\"a\"PRIu64\"b\"", "\"a\"|PRIu64|\"b\""},
    {"R\"x(a)\"b)x\" y", "R\"x(a)\"b)x\"|y"},
    {"'a' '\\'' '\\x41'", "'a'|'\\''|'\\x41'"},
    {"\"http://a\" // b \"c\"\nd", "\"http://a\"|d"},
    {"a /* b\n \" */ c", "a|c"},
    {"// a \\\nb\nc", "c"},
    {"#define X \"a // b\" /* c\n d */ e\nf",
     "#define X \"a // b\" /* c\n d */ e|f"},
    {"  # if A \\\n B\nc", "# if A \\\n B|c"},
    {"a # b", "a|#|b"},
    {"\"not closed\nb", "\"not closed|b"},
    {"\"a\\\nb\" c", "\"a\\\nb\"|c"},
    {"R\"(never", "R\"(never"},
    {"/* never", ""},
};

TEST(Lexer, SplitsCode) {
  for (const Case& c : kCases)
    EXPECT_EQ(joined(lex(c.code).tokens), c.tokens) << c.code;
}

TEST(Lexer, CountsLinesAndColumns) {
  auto tokens = lex("a\n  /* x\n */ b \"c\\\nd\" e\n#if \\\n1\nf").tokens;
  ASSERT_EQ(tokens.size(), 7u);
  const std::pair<unsigned, unsigned> places[] = {{1, 1}, {3, 5}, {3, 7},
                                                  {4, 4}, {5, 1}, {7, 1}};
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(tokens[i].line, places[i].first) << tokens[i].text;
    EXPECT_EQ(tokens[i].column, places[i].second) << tokens[i].text;
  }
}

TEST(Lexer, RemembersComments) {
  auto lexed = lex("a // b\n/* c */ d\n#x // e");
  ASSERT_EQ(lexed.comments.size(), 3u);
  EXPECT_EQ(lexed.comments[1].begin, 7u);
  EXPECT_EQ(lexed.comments[1].end, 14u);
}

struct Literal {
  const char* token;
  std::string bytes;
};

const Literal kLiterals[] = {
    {R"("a\n\t\"b")", "a\n\t\"b"}, {R"("\x41\102\u00e9")", "AB\xc3\xa9"},
    {R"("\xa9\xfe")", "\xa9\xfe"}, {R"x(R"y(a\n")y")x", "a\\n\""},
    {"L\"a\\\nb\"s", "ab"},        {"\"open", "open"},
};

TEST(Lexer, DecodesLiterals) {
  for (const Literal& l : kLiterals)
    EXPECT_EQ(literal_bytes(l.token), l.bytes) << l.token;
}

TEST(Lexer, ReadsIntegers) {
  EXPECT_EQ(integer_value("2852039166U"), 2852039166);
  EXPECT_EQ(integer_value("0xA9FEA9FEul"), 2852039166);
  EXPECT_EQ(integer_value("025177524776"), 2852039166);
  EXPECT_EQ(integer_value("0b101"), 5);
  EXPECT_EQ(integer_value("1'000"), 1000);
  EXPECT_EQ(integer_value("0"), 0);
  EXPECT_EQ(integer_value("1.5"), std::nullopt);
}

} // namespace
} // namespace imds::analyzer::lexical
