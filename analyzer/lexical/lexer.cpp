// SPDX-License-Identifier: Apache-2.0
//
// Tokens of C and C++ as they are written, before the preprocessor.
//
// Both languages are read alike. The hard cases are what looks like a quote
// and is none (1'000, the ' in an #error line), raw strings, and a backslash
// at the end of a line, which is taken as a blank: an identifier that is
// split over two lines becomes two.
//
// Tested by lexer_test.cpp.
#include "analyzer/lexical/lexer.h"

#include <algorithm>
#include <array>
#include <string>

namespace imds::analyzer::lexical {

namespace {

enum : std::uint8_t { kNameStart = 1, kDigit = 2, kBlank = 4 };

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> table{};
  for (int c = 'a'; c <= 'z'; ++c)
    table[static_cast<std::size_t>(c)] = kNameStart;
  for (int c = 'A'; c <= 'Z'; ++c)
    table[static_cast<std::size_t>(c)] = kNameStart;
  for (int c = 128; c < 256; ++c) // Identifiers may hold UTF-8.
    table[static_cast<std::size_t>(c)] = kNameStart;
  for (int c = '0'; c <= '9'; ++c)
    table[static_cast<std::size_t>(c)] = kDigit;
  table['_'] = table['$'] = kNameStart;
  for (char c : {' ', '\t', '\r', '\v', '\f', '\0'})
    table[static_cast<unsigned char>(c)] = kBlank;
  return table;
}

constexpr auto kClasses = make_classes();

std::uint8_t class_of(char c) {
  return kClasses[static_cast<unsigned char>(c)];
}

bool is_name_byte(char c) { return (class_of(c) & (kNameStart | kDigit)) != 0; }

bool is_string_prefix(std::string_view name) {
  static constexpr std::array<std::string_view, 9> kPrefixes = {
      "L", "u8", "u", "U", "R", "LR", "u8R", "uR", "UR"};
  return std::ranges::find(kPrefixes, name) != kPrefixes.end();
}

/// Signs of two and three bytes; ">" never joins.
std::size_t sign_length(std::string_view rest) {
  static constexpr std::array<std::string_view, 4> kThree = {"<<=", "...",
                                                             "->*", "<=>"};
  static constexpr std::array<std::string_view, 20> kTwo = {
      "::", "->", "++", "--", "<<", "<=", "==", "!=", "&&", "||",
      "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "##", ".*"};
  std::string_view three = rest.substr(0, 3);
  if (std::ranges::find(kThree, three) != kThree.end())
    return 3;
  std::string_view two = rest.substr(0, 2);
  return std::ranges::find(kTwo, two) != kTwo.end() ? 2 : 1;
}

class Lexer {
public:
  Lexer(std::string_view text, bool body, std::uint32_t line,
        std::size_t line_start)
      : text_(text), body_(body), line_(line), line_start_(line_start) {}

  Lexed run() {
    result_.tokens.reserve(text_.size() / 4 + 2);
    while (at_ < text_.size())
      step();
    add(TokenKind::end, text_.size());
    return std::move(result_);
  }

private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  void newline() {
    ++at_;
    ++line_;
    line_start_ = at_;
    fresh_line_ = !body_;
  }

  void step() {
    char c = text_[at_];
    std::uint8_t kind = class_of(c);
    if (kind == kBlank) {
      ++at_;
    } else if (kind == kNameStart) {
      read_name();
    } else if (c == '\n') {
      newline();
    } else if (c == '/' && (peek(1) == '/' || peek(1) == '*')) {
      skip_comment();
    } else if (kind == kDigit || (c == '.' && class_of(peek(1)) == kDigit)) {
      read_number();
    } else if (c == '"' || c == '\'') {
      read_quoted(at_);
    } else if (c == '\\' && (peek(1) == '\n' || peek(1) == '\r')) {
      skip_splice();
    } else if (c == '#' && fresh_line_) {
      read_directive();
    } else {
      read_sign();
    }
  }

  void add(TokenKind kind, std::size_t end) {
    Token token;
    token.text = text_.substr(at_, end - at_);
    token.line = line_;
    token.column = static_cast<std::uint32_t>(at_ - line_start_) + 1;
    token.kind = kind;
    if (kind == TokenKind::sign && token.text.size() == 1)
      token.single = token.text[0];
    result_.tokens.push_back(token);
    at_ = end;
    fresh_line_ = false;
  }

  void read_sign() {
    add(TokenKind::sign, at_ + sign_length(text_.substr(at_, 3)));
  }

  void read_name() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && is_name_byte(text_[end]))
      ++end;
    bool quote =
        end < text_.size() && (text_[end] == '"' || text_[end] == '\'');
    if (quote && is_string_prefix(text_.substr(at_, end - at_)))
      return read_quoted(end);
    add(TokenKind::name, end);
  }

  void read_number() {
    std::size_t end = at_ + 1;
    while (end < text_.size()) {
      char c = text_[end];
      bool exponent = (c == '+' || c == '-') &&
                      std::string_view("eEpP").find(text_[end - 1]) !=
                          std::string_view::npos &&
                      text_.substr(at_, 2) != "0x";
      bool separator =
          c == '\'' && end + 1 < text_.size() && is_name_byte(text_[end + 1]);
      if (!is_name_byte(c) && c != '.' && !exponent && !separator)
        break;
      ++end;
    }
    add(TokenKind::number, end);
  }

  /// `quote` is where the quote is; a prefix may stand before it.
  void read_quoted(std::size_t quote) {
    char mark = text_[quote];
    if (mark == '"' && quote > at_ && text_[quote - 1] == 'R')
      return read_raw(quote);
    std::size_t end = quote + 1;
    std::uint32_t lines = 0;
    while (end < text_.size() && text_[end] != mark && text_[end] != '\n') {
      if (text_[end] == '\\' && end + 1 < text_.size()) {
        ++end;
        if (text_[end] == '\r' && end + 1 < text_.size() &&
            text_[end + 1] == '\n')
          ++end;
        lines += text_[end] == '\n' ? 1 : 0;
      }
      ++end;
    }
    end = std::min(end, text_.size());
    if (end < text_.size() && text_[end] == mark)
      ++end;
    add_literal(mark, end, lines);
  }

  /// Takes a suffix too ("a"s, "a"sv, "a"_x; "a"PRIu64 has none: a macro).
  void add_literal(char mark, std::size_t end, std::uint32_t lines) {
    bool suffix = mark == '"' && end < text_.size() &&
                  (text_[end] == '_' || text_[end] == 's');
    while (suffix && end < text_.size() && is_name_byte(text_[end]))
      ++end;
    add(mark == '"' ? TokenKind::string : TokenKind::character, end);
    line_ += lines;
    if (lines > 0)
      line_start_ = text_.rfind('\n', end - 1) + 1;
  }

  void read_raw(std::size_t quote) {
    std::size_t open = text_.find('(', quote);
    if (open == std::string_view::npos || open - quote > 18)
      return add(TokenKind::name, quote);
    std::string close(")");
    close += text_.substr(quote + 1, open - quote - 1);
    close += '"';
    std::size_t end = text_.find(close, open);
    end = end == std::string_view::npos ? text_.size() : end + close.size();
    auto inside = text_.substr(at_, end - at_);
    auto lines = std::ranges::count(inside, '\n');
    add_literal('"', end, static_cast<std::uint32_t>(lines));
  }

  void skip_splice() {
    at_ += peek(1) == '\r' ? 2 : 1;
    bool fresh = fresh_line_;
    if (peek() == '\n')
      newline();
    fresh_line_ = fresh;
  }

  void skip_comment() {
    std::size_t start = at_;
    at_ = comment_end(at_);
    result_.comments.push_back({start, at_});
    count_lines(start);
  }

  std::size_t comment_end(std::size_t at) const {
    if (text_[at + 1] == '*') {
      std::size_t end = text_.find("*/", at + 2);
      return end == std::string_view::npos ? text_.size() : end + 2;
    }
    for (;;) {
      std::size_t end = text_.find('\n', at);
      if (end == std::string_view::npos)
        return text_.size();
      std::size_t last = end - (end > 0 && text_[end - 1] == '\r' ? 1 : 0);
      if (last == 0 || text_[last - 1] != '\\')
        return end;
      at = end + 1;
    }
  }

  void count_lines(std::size_t from) {
    for (;;) {
      from = text_.find('\n', from);
      if (from >= at_)
        return;
      ++line_;
      line_start_ = ++from;
    }
  }

  /// A directive ends with a newline that no backslash precedes and that lies
  /// in no comment.
  void read_directive() {
    std::size_t end = at_;
    while (end < text_.size() && text_[end] != '\n') {
      if (text_[end] == '\\') {
        end += text_.substr(end + 1, 2) == "\r\n" ? 3 : 2;
      } else if (text_.substr(end, 2) == "//" || text_.substr(end, 2) == "/*") {
        std::size_t start = end;
        end = comment_end(end);
        result_.comments.push_back({start, end});
      } else if (text_[end] == '"') {
        end = skip_string(end);
      } else {
        ++end;
      }
    }
    end = std::min(end, text_.size());
    std::size_t start = at_;
    add(TokenKind::directive, end);
    count_lines(start);
  }

  std::size_t skip_string(std::size_t at) const {
    for (++at; at < text_.size() && text_[at] != '"' && text_[at] != '\n'; ++at)
      if (text_[at] == '\\')
        ++at;
    bool closed = at < text_.size() && text_[at] == '"';
    return std::min(closed ? at + 1 : at, text_.size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool body_;
  bool fresh_line_ = !body_;
  std::uint32_t line_;
  std::size_t line_start_;
  Lexed result_;
};

} // namespace

Lexed lex(std::string_view text) { return Lexer(text, false, 1, 0).run(); }

std::vector<Token> lex_body(std::string_view body, std::uint32_t line,
                            std::uint32_t column) {
  std::size_t start = std::size_t{0} - (column - 1); // Wraps, and back in add.
  return Lexer(body, true, line, start).run().tokens;
}

} // namespace imds::analyzer::lexical
