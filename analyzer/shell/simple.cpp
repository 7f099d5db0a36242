// SPDX-License-Identifier: Apache-2.0
//
// Simple commands: assignments, words, redirections, here-documents.
//
//   cat > f <<A <<'B'     the two documents begin on the next line, but the
//   ...                   rest of this line is read first
//   A
//   ...
//   B
//
// A document is read when its << is met: it starts where the line ends, or
// where the previous document of the same line ended. `after_document_` then
// makes the newline jump over it.
#include "analyzer/shell/parser.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace imds::analyzer::shell {

namespace {

bool is_name_byte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

} // namespace

ShellCommand Parser::read_simple() {
  ShellCommand command = begin(Kind::simple);
  for (skip_blanks(); read_simple_part(command); skip_blanks())
    ;
  return command;
}

bool Parser::read_simple_part(ShellCommand& command) {
  if (at_end() ||
      std::string_view("\n;)").find(peek()) != std::string_view::npos)
    return false;
  if (read_redirect(command))
    return true;
  if (peek() == '&' || peek() == '|')
    return false;
  if (peek() == '#') {
    at_ = std::min(text_.find('\n', at_), text_.size());
    return false;
  }
  if ((command.words.empty() || at_array()) && read_assign(command))
    return true;
  ShellWord word = read_word("");
  if (word.pieces.empty())
    return false;
  command.words.push_back(std::move(word));
  return true;
}

bool Parser::read_redirect(ShellCommand& command) {
  skip_blanks();
  std::size_t start = at_;
  while (std::isdigit(static_cast<unsigned char>(peek())))
    ++at_;
  static constexpr std::array<std::string_view, 12> kSigns = {
      "<<<", "<<-", "<<", "<>", "<&", ">>", ">&", ">|", "&>>", "&>", ">", "<"};
  auto sign = std::ranges::find_if(
      kSigns, [&](std::string_view s) { return looking_at(s); });
  bool process = (peek() == '<' || peek() == '>') && peek(1) == '(';
  if (sign == kSigns.end() || process) {
    at_ = start;
    return false;
  }
  ShellRedirect redirect;
  redirect.fd = slice(start, at_ - start);
  redirect.op = *sign;
  at_ += sign->size();
  skip_blanks();
  if (*sign == "<<" || *sign == "<<-") {
    redirect.op = "<<";
    redirect.target = read_here_document(*sign == "<<-");
  } else {
    redirect.target = read_word("");
  }
  command.redirects.push_back(std::move(redirect));
  return true;
}

/// X=( and X+=( behind declare, local and their kin.
bool Parser::at_array() const {
  std::size_t at = at_;
  while (at < text_.size() && is_name_byte(text_[at]))
    ++at;
  return at > at_ &&
         (slice(at).starts_with("=(") || slice(at).starts_with("+=("));
}

bool Parser::read_assign(ShellCommand& command) {
  std::size_t at = at_;
  while (at < text_.size() && is_name_byte(text_[at]))
    ++at;
  bool named = at > at_ && !std::isdigit(static_cast<unsigned char>(peek()));
  std::size_t name_end = at;
  if (at < text_.size() && text_[at] == '[')
    at += std::min<std::size_t>(slice(at, 256).find(']'), 256) + 1;
  bool append = slice(std::min(at, text_.size())).starts_with("+=");
  if (!named || at >= text_.size() || (text_[at] != '=' && !append))
    return false;
  ShellAssign assign;
  assign.name = slice(at_, name_end - at_);
  const bool element = at != name_end;
  assign.append = append || element;
  at_ = at + (append ? 2 : 1);
  if (peek() == '(')
    read_array(assign);
  else
    assign.words.push_back(read_word(""));
  assign.array = assign.array || element;
  command.assigns.push_back(std::move(assign));
  return true;
}

void Parser::read_array(ShellAssign& assign) {
  assign.array = true;
  ++at_;
  for (skip_separators(); !at_end() && peek() != ')'; skip_separators()) {
    ShellWord word = read_word("");
    if (word.pieces.empty())
      break;
    assign.words.push_back(std::move(word));
  }
  take(")");
}

// <<X expands the text, <<'X' and <<\X do not.
ShellWord Parser::read_here_document(bool cut_tabs) {
  std::size_t from = at_;
  std::string end = read_word("").literal().value_or("EOF");
  bool quoted =
      slice(from, at_ - from).find_first_of("'\"\\") != std::string_view::npos;
  ShellWord word = begin_word();
  if (end.empty())
    return word;
  auto next_end = std::ranges::lower_bound(line_ends_, at_);
  std::size_t line_end =
      next_end == line_ends_.end() ? text_.size() : *next_end;
  auto known = after_document_.find(line_end);
  std::size_t start =
      known == after_document_.end() ? line_end + 1 : known->second;
  std::swap(at_, start);
  word.line = line_of(at_);
  word.column = 1;
  int line = word.line;
  std::string body = here_text(end, cut_tabs);
  after_document_[line_end] = std::min(at_, text_.size());
  at_ = start;
  if (quoted || depth_ >= kMaxDepth) {
    add_piece(word, ShellPiece::Kind::text, true).text = std::move(body);
    return word;
  }
  Parser inner(body, line, depth_ + 1);
  while (!inner.at_end())
    inner.read_piece(word, "", /*quoted=*/true);
  return word;
}

std::string Parser::here_text(const std::string& end, bool cut_tabs) {
  std::string body;
  while (at_ < text_.size()) {
    std::size_t line_end = std::min(text_.find('\n', at_), text_.size());
    std::string_view line = slice(at_, line_end - at_);
    at_ = line_end + 1;
    if (cut_tabs)
      line.remove_prefix(std::min(line.find_first_not_of('\t'), line.size()));
    std::string_view bare = line.substr(0, line.find_last_not_of('\r') + 1);
    if (bare == end)
      break;
    body.append(line).push_back('\n');
  }
  return body;
}

} // namespace imds::analyzer::shell
