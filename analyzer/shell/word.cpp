// SPDX-License-Identifier: Apache-2.0
#include "analyzer/shell/parser.h"

#include <algorithm>
#include <cctype>

namespace imds::analyzer::shell {

namespace {

constexpr std::string_view kBreaks = " \t\r\n;&|<>()";

bool contains(std::string_view set, char c) {
  return set.find(c) != std::string_view::npos;
}

} // namespace

ShellWord Parser::begin_word() const {
  ShellWord word;
  word.line = line_of(at_);
  word.column = column_of(at_);
  return word;
}

/// A word up to a blank, a sign of the grammar or a byte of `stop`; without
/// pieces where there is none.
ShellWord Parser::read_word(std::string_view stop) {
  ShellWord word = begin_word();
  for (;;) {
    bool process = (peek() == '<' || peek() == '>') && peek(1) == '(';
    if (process) {
      ++at_;
      read_substitution(word, /*quoted=*/true);
      continue;
    }
    if (at_end() || contains(kBreaks, peek()) || contains(stop, peek()))
      return word;
    if (!read_piece(word, stop, /*quoted=*/false))
      return word;
  }
}

bool Parser::read_piece(ShellWord& word, std::string_view stop, bool quoted) {
  char c = peek();
  if (at_end() || contains(stop, c))
    return false;
  if (c == '\\')
    read_escape(word, quoted);
  else if (c == '\'' && !quoted)
    read_single(word);
  else if (c == '"' && !quoted)
    read_double(word);
  else if (c == '$')
    read_dollar(word, quoted);
  else if (c == '`')
    read_backquote(word, quoted);
  else if (c == '\x01')
    read_hole(word);
  else
    add_text(word, text_[at_++], quoted);
  return true;
}

ShellPiece& Parser::add_piece(ShellWord& word, ShellPiece::Kind kind,
                              bool quoted) {
  ShellPiece& piece = word.pieces.emplace_back();
  piece.kind = kind;
  piece.quoted = quoted;
  return piece;
}

void Parser::add_text(ShellWord& word, char c, bool quoted) {
  bool extends = !word.pieces.empty() &&
                 word.pieces.back().kind == ShellPiece::Kind::text &&
                 word.pieces.back().quoted == quoted;
  if (!extends)
    add_piece(word, ShellPiece::Kind::text, quoted);
  word.pieces.back().text += c;
}

void Parser::add_other(ShellWord& word, std::size_t from, bool quoted) {
  std::size_t end = std::min(at_, text_.size());
  add_piece(word, ShellPiece::Kind::other, quoted).text =
      slice(from, end - from);
}

void Parser::read_escape(ShellWord& word, bool quoted) {
  char next = peek(1);
  if (next == '\n') {
    at_ += 2;
    return;
  }
  bool kept = quoted && !contains("$`\"\\", next);
  if (kept || at_ + 1 >= text_.size())
    add_text(word, '\\', quoted);
  ++at_;
  if (!at_end())
    add_text(word, text_[at_++], /*quoted=*/true);
}

void Parser::read_single(ShellWord& word) {
  std::size_t end = std::min(text_.find('\'', ++at_), text_.size());
  std::size_t start = at_;
  at_ = end;
  std::string_view inside = slice(start, end - start);
  add_piece(word, ShellPiece::Kind::text, true);
  // A hole inside quotes is a value that the program put there.
  while (!inside.empty()) {
    std::size_t hole = std::min(inside.find('\x01'), inside.size());
    for (char c : inside.substr(0, hole))
      add_text(word, c, /*quoted=*/true);
    inside.remove_prefix(hole);
    if (inside.empty())
      break;
    at_ = end - inside.size();
    read_hole(word);
    inside = at_ < end ? slice(at_, end - at_) : std::string_view();
  }
  at_ = end + 1;
}

void Parser::read_double(ShellWord& word) {
  ++at_;
  add_piece(word, ShellPiece::Kind::text, true);
  while (!at_end() && peek() != '"')
    read_piece(word, "", /*quoted=*/true);
  ++at_;
}

// $'a\n': only what changes the structure of a text is translated.
void Parser::read_ansi(ShellWord& word) {
  add_piece(word, ShellPiece::Kind::text, true);
  while (!at_end() && peek() != '\'') {
    if (peek() == '\\' && at_ + 1 < text_.size()) {
      char c = text_[++at_];
      char plain = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
      add_text(word, plain, /*quoted=*/true);
    } else {
      add_text(word, peek(), /*quoted=*/true);
    }
    ++at_;
  }
  ++at_;
}

void Parser::read_hole(ShellWord& word) {
  std::size_t number = 0;
  std::size_t digits = 0;
  for (++at_; std::isdigit(static_cast<unsigned char>(peek())) && digits < 9;
       ++at_, ++digits)
    number = number * 10 + static_cast<std::size_t>(peek() - '0');
  take("\x02");
  add_piece(word, ShellPiece::Kind::hole, true).number = number;
}

// Inside ` ` a backslash protects only ` \ $; the rest is a text of its own.
void Parser::read_backquote(ShellWord& word, bool quoted) {
  std::size_t from = at_;
  int line = line_of(at_++);
  std::string inside;
  while (!at_end() && peek() != '`') {
    if (peek() == '\\' && contains("`\\", peek(1)))
      ++at_;
    if (!at_end())
      inside += text_[at_++];
  }
  ++at_;
  if (depth_ >= kMaxDepth / 4)
    return add_other(word, from, quoted);
  add_piece(word, ShellPiece::Kind::command, quoted).commands =
      Parser(inside, line, depth_ + 4).read_all();
}

} // namespace imds::analyzer::shell
