// SPDX-License-Identifier: Apache-2.0
#include "analyzer/shell/parser.h"

#include <algorithm>
#include <cctype>

namespace imds::analyzer::shell {

ShellCommand Parser::read_compound(std::string_view word) {
  if (take_word("if"))
    return read_branch();
  if (word == "while" || word == "until") {
    at_ += word.size();
    return read_while(word == "until");
  }
  if (take_word("for") || take_word("select"))
    return read_for();
  if (take_word("case"))
    return read_case();
  if (word == "{") {
    ++at_;
    return read_group("}");
  }
  if (looking_at("[[") && word == "[[")
    return read_test();
  if (looking_at("(("))
    return read_arithmetic();
  if (take("("))
    return read_group(")");
  if (take_word("function")) {
    skip_blanks();
    std::string name(peek_word());
    at_ += name.size();
    return read_function(std::move(name));
  }
  if (at_function()) {
    at_ += word.size();
    return read_function(std::string(word));
  }
  return read_simple();
}

bool Parser::at_function() const {
  std::size_t at = at_ + peek_word().size();
  // list=() fills no function but an array, with nothing.
  if (at == at_ || peek_word().find('=') != std::string_view::npos)
    return false;
  while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t'))
    ++at;
  if (at >= text_.size() || text_[at] != '(')
    return false;
  at = text_.find_first_not_of(" \t", at + 1);
  return at != std::string_view::npos && text_[at] == ')';
}

ShellCommand Parser::read_function(std::string name) {
  ShellCommand function = begin(Kind::function);
  ShellWord word = begin_word();
  add_piece(word, ShellPiece::Kind::text, false).text = std::move(name);
  function.words.push_back(std::move(word));
  skip_blanks();
  if (take("(")) {
    skip_blanks();
    take(")");
  }
  skip_separators();
  function.blocks.emplace_back();
  if (!at_end())
    function.blocks[0].push_back(read_command());
  return function;
}

ShellCommand Parser::read_group(std::string_view closer) {
  ShellCommand group = begin(Kind::group);
  group.blocks.push_back(read_list(closer == "}" ? " } " : " "));
  take(closer);
  return group;
}

// if A; then B; elif C; then D; else E; fi: an elif is an else with an if.
ShellCommand Parser::read_branch() {
  ShellCommand branch = begin(Kind::branch);
  branch.blocks.push_back(read_list(" then fi "));
  take_word("then");
  branch.blocks.push_back(read_list(" elif else fi "));
  branch.blocks.emplace_back();
  if (take_word("elif")) {
    if (depth_ < kMaxDepth) {
      ++depth_;
      branch.blocks[2].push_back(read_branch());
      --depth_;
    }
    return branch;
  }
  if (take_word("else"))
    branch.blocks[2] = read_list(" fi ");
  take_word("fi");
  return branch;
}

ShellCommand Parser::read_while(bool until) {
  ShellCommand loop = begin(Kind::loop);
  loop.negated = until;
  loop.blocks.push_back(read_list(" do done "));
  take_word("do");
  loop.blocks.push_back(read_list(" done "));
  take_word("done");
  return loop;
}

ShellCommand Parser::read_for() {
  ShellCommand loop = begin(Kind::loop);
  skip_blanks();
  if (looking_at("(("))
    read_arithmetic();
  else
    loop.words.push_back(read_word(""));
  skip_separators();
  if (take_word("in")) {
    for (skip_blanks(); !at_end(); skip_blanks()) {
      ShellWord word = read_word("");
      if (word.pieces.empty())
        break;
      loop.words.push_back(std::move(word));
    }
  }
  skip_separators();
  loop.blocks.emplace_back();
  bool braces = !take_word("do") && take("{");
  loop.blocks.push_back(read_list(braces ? " } " : " done "));
  if (!take_word(braces ? "}" : "done"))
    take("done");
  return loop;
}

ShellCommand Parser::read_case() {
  ShellCommand choose = begin(Kind::choose);
  skip_blanks();
  choose.words.push_back(read_word(""));
  skip_separators();
  take_word("in");
  for (;;) {
    skip_separators();
    if (at_end() || take_word("esac"))
      return choose;
    std::size_t before = at_;
    read_case_arm(choose);
    if (at_ == before)
      ++at_;
  }
}

void Parser::read_case_arm(ShellCommand& command) {
  take("(");
  ShellWord pattern = begin_word();
  for (skip_blanks(); !at_end() && peek() != ')' && peek() != '\n';
       skip_blanks()) {
    ShellWord part = read_word("");
    std::ranges::move(part.pieces, std::back_inserter(pattern.pieces));
    if (part.pieces.empty())
      add_text(pattern, text_[at_++], false);
  }
  take(")");
  command.words.push_back(std::move(pattern));
  command.blocks.push_back(read_list(" esac "));
  if (take(";;&") || take(";;") || take(";&"))
    return;
}

// [[ a && b == c ]]: signs are words here.
ShellCommand Parser::read_test() {
  ShellCommand test = begin(Kind::simple);
  while (!at_end() && peek() != '\n') {
    ShellWord word = read_word("");
    if (word.pieces.empty()) {
      add_text(word, text_[at_++], false);
      while (peek() == '&' || peek() == '|')
        add_text(word, text_[at_++], false);
    }
    bool last = word.literal() == "]]";
    test.words.push_back(std::move(word));
    if (last)
      break;
    skip_blanks();
  }
  return test;
}

ShellCommand Parser::read_arithmetic() {
  ShellCommand command = begin(Kind::simple);
  ShellWord word = begin_word();
  std::size_t from = at_;
  skip_arithmetic();
  add_other(word, from, false);
  command.words.push_back(std::move(word));
  return command;
}

} // namespace imds::analyzer::shell
