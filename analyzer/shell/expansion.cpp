// SPDX-License-Identifier: Apache-2.0
#include "analyzer/shell/parser.h"

#include <algorithm>
#include <cctype>

namespace imds::analyzer::shell {

namespace {

bool is_name_byte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

} // namespace

void Parser::read_dollar(ShellWord& word, bool quoted) {
  std::size_t from = at_++;
  char c = peek();
  if (looking_at("((")) {
    skip_arithmetic();
    return add_other(word, from, quoted);
  }
  if (c == '(')
    return read_substitution(word, quoted);
  if (c == '{')
    return read_braces(word, quoted);
  if (c == '\'' && !quoted) {
    ++at_;
    return read_ansi(word);
  }
  if (c == '"' && !quoted)
    return read_double(word);
  std::size_t end = at_;
  if (!std::isdigit(static_cast<unsigned char>(c)))
    while (end < text_.size() && is_name_byte(text_[end]))
      ++end;
  bool special =
      end == at_ && c != '\0' &&
      (std::isdigit(static_cast<unsigned char>(c)) ||
       std::string_view("@*#?$!-").find(c) != std::string_view::npos);
  if (special)
    ++end;
  if (end == at_)
    return add_text(word, '$', quoted);
  add_piece(word, ShellPiece::Kind::variable, quoted).text =
      slice(at_, end - at_);
  at_ = end;
}

/// At the "(" of $( or <(.
void Parser::read_substitution(ShellWord& word, bool quoted) {
  std::size_t from = at_++;
  if (depth_ >= kMaxDepth) {
    skip_nested('(', ')');
    return add_other(word, from, quoted);
  }
  ++depth_;
  Commands commands = read_list(" ");
  while (looking_at(";;")) { // A case arm that lost its case.
    at_ += 2;
    std::ranges::move(read_list(" "), std::back_inserter(commands));
  }
  --depth_;
  take(")");
  add_piece(word, ShellPiece::Kind::command, quoted).commands =
      std::move(commands);
}

/// At the "{" of ${. ${#X} and ${!X} become X with op "#" or "!".
void Parser::read_braces(ShellWord& word, bool quoted) {
  std::size_t from = at_++;
  ShellPiece piece;
  piece.kind = ShellPiece::Kind::variable;
  piece.quoted = quoted;
  bool prefix = (peek() == '#' || peek() == '!') && is_name_byte(peek(1));
  if (prefix)
    piece.op = text_[at_++];
  std::size_t start = at_;
  while (is_name_byte(peek()))
    ++at_;
  if (at_ == start && !at_end() && peek() != '}')
    ++at_;
  piece.text = slice(start, at_ - start);
  if (peek() == '[') {
    ++at_;
    skip_nested('[', ']');
  }
  if (depth_ >= kMaxDepth) {
    skip_nested('{', '}');
    return add_other(word, from, quoted);
  }
  ++depth_;
  read_operand(piece, quoted);
  --depth_;
  word.pieces.push_back(std::move(piece));
}

void Parser::read_operand(ShellPiece& piece, bool quoted) {
  if (!at_end() && peek() != '}') {
    std::size_t start = at_;
    at_ += peek() == ':' ? 1 : 0;
    if (std::string_view("-=+?").find(peek()) == std::string_view::npos)
      at_ = start;
    ++at_;
    piece.op += slice(start, at_ - start);
  }
  while (!at_end() && peek() != '}') {
    ShellWord word = begin_word();
    while (!at_end() && peek() != '}') {
      bool blank = peek() == ' ' || peek() == '\t' || peek() == '\n';
      if (blank && !quoted)
        break;
      if (quoted && peek() == '"')
        read_double(word);
      else
        read_piece(word, "}", quoted);
    }
    if (!word.pieces.empty())
      piece.operand.push_back(std::move(word));
    while (!quoted && !at_end() &&
           (peek() == ' ' || peek() == '\n' || peek() == '\t'))
      ++at_;
  }
  ++at_;
}

void Parser::skip_arithmetic() {
  at_ += 2;
  int open = 2;
  for (; !at_end() && open > 0; ++at_)
    open += peek() == '(' ? 1 : peek() == ')' ? -1 : 0;
}

/// From behind `open` to behind its `close`.
void Parser::skip_nested(char open, char close) {
  for (int depth = 1; !at_end() && depth > 0; ++at_)
    depth += peek() == open ? 1 : peek() == close ? -1 : 0;
}

} // namespace imds::analyzer::shell
