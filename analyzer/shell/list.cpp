// SPDX-License-Identifier: Apache-2.0
//
// Lists of commands: a; b & c && d || e | f, up to the word or sign that
// closes the enclosing construct.
//
// The reader is for finding requests, not for running scripts, so it is lax:
// a sign that fits nowhere is stepped over, a construct that never closes ends
// with the text. Each round of read_list consumes at least one byte, which is
// why it ends on every input.
//
// Tested by shell_command_test.cpp.
#include "analyzer/shell/parser.h"

#include <algorithm>

namespace imds::analyzer {

std::vector<ShellCommand> parse_shell(std::string_view text, int first_line) {
  return shell::Parser(text, first_line, 0).read_all();
}

std::string shell_hole(std::size_t number) {
  return '\x01' + std::to_string(number) + '\x02';
}

std::optional<std::string> ShellWord::literal() const {
  std::string text;
  for (const ShellPiece& piece : pieces) {
    if (piece.kind != ShellPiece::Kind::text)
      return std::nullopt;
    text += piece.text;
  }
  return text;
}

namespace shell {

namespace {

bool is_word_byte(char c) {
  return std::string_view(" \t\r\n;&|<>()\"'`$\\\x01").find(c) ==
             std::string_view::npos &&
         c != '\0';
}

} // namespace

Parser::Parser(std::string_view text, int first_line, int depth)
    : text_(text), first_line_(first_line), depth_(depth) {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '\n')
      line_ends_.push_back(i);
}

int Parser::line_of(std::size_t at) const {
  auto end = std::ranges::lower_bound(line_ends_, at);
  return first_line_ + static_cast<int>(end - line_ends_.begin());
}

int Parser::column_of(std::size_t at) const {
  auto end = std::ranges::lower_bound(line_ends_, at);
  std::size_t start = end == line_ends_.begin() ? 0 : *(end - 1) + 1;
  return static_cast<int>(at - start) + 1;
}

std::vector<ShellCommand> Parser::read_all() {
  Commands all;
  while (!at_end()) {
    std::ranges::move(read_list(""), std::back_inserter(all));
    ++at_; // A closer without its opener.
  }
  return all;
}

bool Parser::looking_at(std::string_view text) const {
  return slice(std::min(at_, text_.size())).starts_with(text);
}

bool Parser::take(std::string_view text) {
  if (!looking_at(text))
    return false;
  at_ += text.size();
  return true;
}

std::string_view Parser::peek_word() const {
  std::size_t end = at_;
  while (end < text_.size() && is_word_byte(text_[end]))
    ++end;
  return slice(at_, end - at_);
}

bool Parser::take_word(std::string_view word) {
  if (peek_word() != word)
    return false;
  at_ += word.size();
  return true;
}

void Parser::skip_blanks() {
  for (;;) {
    if (peek() == ' ' || peek() == '\t' || peek() == '\r')
      ++at_;
    else if (looking_at("\\\n"))
      at_ += 2;
    else if (looking_at("\\\r\n"))
      at_ += 3;
    else
      return;
  }
}

void Parser::end_line() {
  auto document = after_document_.find(at_);
  at_ = document == after_document_.end() ? at_ + 1 : document->second;
}

void Parser::skip_separators() {
  for (;;) {
    skip_blanks();
    if (peek() == '\n')
      end_line();
    else if (peek() == '#')
      at_ = std::min(text_.find('\n', at_), text_.size());
    else if ((peek() == ';' && peek(1) != ';') || looking_at(";&") ||
             (peek() == '&' && peek(1) != '&'))
      ++at_;
    else
      return;
  }
}

/// `closers` holds words and signs with a blank around each: " fi else ".
bool Parser::at_closer(std::string_view closers) {
  if (at_end() || peek() == ')' || looking_at(";;"))
    return true;
  std::string_view word = peek_word();
  if (word.empty())
    return false;
  return closers.find(' ' + std::string(word) + ' ') != std::string_view::npos;
}

std::vector<ShellCommand> Parser::read_list(std::string_view closers) {
  Commands list;
  for (;;) {
    skip_separators();
    if (at_closer(closers))
      return list;
    std::size_t before = at_;
    list.push_back(read_and_or());
    if (at_ == before)
      ++at_;
  }
}

ShellCommand Parser::begin(Kind kind) const {
  ShellCommand command;
  command.kind = kind;
  command.line = line_of(at_);
  command.column = column_of(at_);
  return command;
}

ShellCommand Parser::join(Kind kind, ShellCommand left,
                          ShellCommand right) const {
  ShellCommand both;
  both.kind = kind;
  both.line = left.line;
  both.column = left.column;
  both.blocks.resize(2);
  both.blocks[0].push_back(std::move(left));
  both.blocks[1].push_back(std::move(right));
  return both;
}

ShellCommand Parser::read_and_or() {
  ShellCommand left = read_pipeline();
  for (int links = 0; links < 1000; ++links) {
    skip_blanks();
    bool both = looking_at("&&");
    if (!both && !looking_at("||"))
      break;
    at_ += 2;
    skip_separators();
    if (at_end())
      break;
    left = join(both ? Kind::both : Kind::either, std::move(left),
                read_pipeline());
  }
  return left;
}

ShellCommand Parser::read_pipeline() {
  bool negated = false;
  while (peek_word() == "!") {
    ++at_;
    negated = !negated;
    skip_blanks();
  }
  ShellCommand pipeline = begin(Kind::pipeline);
  for (;;) {
    pipeline.blocks.emplace_back().push_back(read_command());
    skip_blanks();
    if (peek() != '|' || peek(1) == '|')
      break;
    at_ += peek(1) == '&' ? 2 : 1;
    skip_separators();
  }
  if (pipeline.blocks.size() == 1) {
    ShellCommand only = std::move(pipeline.blocks[0][0]);
    only.negated = only.negated != negated;
    return only;
  }
  pipeline.negated = negated;
  return pipeline;
}

ShellCommand Parser::read_command() {
  std::string_view word = peek_word();
  if (depth_ >= kMaxDepth)
    return read_simple();
  ++depth_;
  ShellCommand command = read_compound(word);
  --depth_;
  while (command.kind != Kind::simple && read_redirect(command))
    ;
  return command;
}

} // namespace shell
} // namespace imds::analyzer
