// SPDX-License-Identifier: Apache-2.0
//
// What to do with #if when nothing says which side is compiled?
//
// Keep both, where the grammar allows it. Three kinds of groups are told
// apart by the tokens around and inside them:
//
//   statements   #ifdef A        both sides stay, between marker tokens; the
//                  f();          statement reader makes blocks of them
//                #else
//                  g();
//                #endif
//   elements     { "a",          each side is a run of list elements, labels
//                #ifdef A        or members: all sides stay, without markers
//                  "b",
//                #endif }
//   fragments    #ifdef A        half a statement: only one side can be read.
//                  if (a) {      The first side, or the one that an earlier
//                #else           fragment with the same condition took, so
//                  if (b) {      that braces opened in one group are closed
//                #endif          by the next.
//
// #if 0 is dead and taken out; its span is remembered, since a mention in it
// is dead code too. What a dropped fragment held is not seen by the readers:
// a mention there stays unexplained, and that is meant.
//
// Tested by conditions_test.cpp.
#include "analyzer/lexical/conditions.h"

#include <algorithm>
#include <map>

namespace imds::analyzer::lexical {

namespace {

constexpr int kMaxNesting = 64;

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n\\";
  std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (c >= '0' && c <= '9') || c == '$' || (c & 0x80);
}

std::string_view first_name(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_name_byte(text[end]))
    ++end;
  return text.substr(0, end);
}

std::string_view without_comment(std::string_view text) {
  std::size_t end = std::min(text.find("//"), text.find("/*"));
  return trim(text.substr(0, end));
}

struct Directive {
  std::string_view name;
  std::string_view rest;
};

Directive parse(std::string_view text) {
  text = trim(text.substr(1));
  std::string_view name = first_name(text);
  return {name, trim(text.substr(name.size()))};
}

bool begins_group(std::string_view name) {
  return name == "if" || name == "ifdef" || name == "ifndef";
}

bool continues_group(std::string_view name) {
  return name == "else" || name.starts_with("elif");
}

/// A condition and whether it is negated, so that #ifndef X and #if
/// !defined(X) are known as one.
std::pair<std::string, bool> canonical(const Directive& directive) {
  std::string text(without_comment(directive.rest));
  bool negated = directive.name == "ifndef" || directive.name == "elifndef";
  bool plain = directive.name == "if" || directive.name == "elif";
  std::erase_if(text, [](char c) { return c == ' ' || c == '\t'; });
  if (!plain)
    return {"defined(" + text + ")", negated};
  if (text.starts_with("!")) {
    negated = true;
    text.erase(0, 1);
  }
  if (text.starts_with("defined") && !text.starts_with("defined(") &&
      first_name(text) == text)
    text = "defined(" + text.substr(7) + ")";
  return {text, negated};
}

struct Branch {
  Directive directive;
  std::size_t begin = 0; // tokens
  std::size_t end = 0;
  std::string_view source; // the directive as it stands
  std::vector<Token> tokens;
};

/// What a run of tokens looks like, from its ends and its brackets.
struct Shape {
  bool balanced = true;
  bool statements = true;
  bool elements = true;
};

int bracket(const Token& token) {
  switch (token.single) {
  case '(':
  case '[':
  case '{':
    return 1;
  case ')':
  case ']':
  case '}':
    return -1;
  default:
    return 0;
  }
}

bool is_one_of(char c, std::string_view set) {
  return c != '\0' && set.find(c) != std::string_view::npos;
}

Shape shape_of(const std::vector<Token>& tokens) {
  Shape shape;
  if (tokens.empty())
    return shape;
  int depth = 0;
  for (const Token& token : tokens) {
    depth += bracket(token);
    shape.balanced = shape.balanced && depth >= 0;
  }
  shape.balanced = shape.balanced && depth == 0;
  const Token& first = tokens.front();
  const Token& last = tokens.back();
  bool label = first.text == "case" || first.text == "default";
  bool starts = first.kind != TokenKind::sign ||
                is_one_of(first.single, "{*(~[") || first.text == "::" ||
                first.text == "++" || first.text == "--";
  bool joins = first.text == "else" || first.text == "catch";
  bool ends = is_one_of(last.single, ";}") || last.kind == TokenKind::if_end;
  bool comma = last.single == ',';
  shape.statements = shape.balanced && starts && !joins && ends && !label;
  shape.elements = shape.balanced && starts && !joins &&
                   (comma || (label && (ends || last.single == ':')));
  return shape;
}

class Conditions {
public:
  Conditions(std::string_view text, const Lexed& lexed)
      : text_(text), tokens_(lexed.tokens) {
    link_groups();
  }

  Resolved run() {
    emit(0, tokens_.size(), result_.tokens, 0);
    return std::move(result_);
  }

private:
  /// next_[i]: the directive that ends the branch which directive i begins.
  void link_groups() {
    next_.resize(tokens_.size(), tokens_.size() - 1);
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind != TokenKind::directive)
        continue;
      std::string_view name = parse(tokens_[i].text).name;
      bool follows = continues_group(name) || name == "endif";
      if (follows && !open.empty()) {
        next_[open.back()] = i;
        open.pop_back();
      }
      if (begins_group(name) || (follows && name != "endif"))
        open.push_back(i);
    }
  }

  void emit(std::size_t begin, std::size_t end, std::vector<Token>& out,
            int depth) {
    for (std::size_t i = begin; i < end; ++i) {
      if (tokens_[i].kind != TokenKind::directive) {
        out.push_back(tokens_[i]);
        continue;
      }
      Directive directive = parse(tokens_[i].text);
      if (directive.name == "define")
        add_macro(tokens_[i], directive);
      else if (begins_group(directive.name) && depth < kMaxNesting)
        i = emit_group(i, end, out, depth);
    }
  }

  /// Returns the index of the last token of the group.
  std::size_t emit_group(std::size_t at, std::size_t end,
                         std::vector<Token>& out, int depth) {
    std::vector<Branch> branches;
    for (;;) {
      std::size_t next = std::min(next_[at], end);
      Branch branch;
      branch.directive = parse(tokens_[at].text);
      branch.source = tokens_[at].text;
      branch.begin = at + 1;
      branch.end = next;
      branches.push_back(std::move(branch));
      at = next;
      bool more = at < end && tokens_[at].kind == TokenKind::directive &&
                  continues_group(parse(tokens_[at].text).name);
      if (!more)
        break;
    }
    drop_dead(branches);
    for (Branch& branch : branches)
      emit(branch.begin, branch.end, branch.tokens, depth + 1);
    place(branches, out);
    bool closed = at < end && tokens_[at].kind == TokenKind::directive;
    return closed ? at : at - 1;
  }

  void drop_dead(std::vector<Branch>& branches) {
    std::erase_if(branches, [&](const Branch& branch) {
      std::string_view test = without_comment(branch.directive.rest);
      bool dead = branch.directive.name == "if" &&
                  (test == "0" || test == "false" || test == "FALSE");
      if (dead)
        result_.inactive.push_back(
            {offset(branch.source.data() + branch.source.size()),
             offset(tokens_[branch.end].text.data())});
      return dead;
    });
  }

  std::size_t offset(const char* place) const {
    return place == nullptr ? text_.size()
                            : static_cast<std::size_t>(place - text_.data());
  }

  void place(std::vector<Branch>& branches, std::vector<Token>& out) {
    bool all_statements = true, all_elements = true;
    for (const Branch& branch : branches) {
      Shape shape = shape_of(branch.tokens);
      all_statements = all_statements && shape.statements;
      all_elements = all_elements && shape.elements;
    }
    auto filled = std::ranges::count_if(
        branches, [](const Branch& b) { return !b.tokens.empty(); });
    if (filled == 0)
      return;
    // What is left of #if 0 ... #else is always compiled.
    bool always = branches.size() == 1 && branches[0].directive.name == "else";
    if (all_statements && at_statement(out) && !always)
      return place_marked(branches, out);
    if (all_elements || filled == 1) {
      for (const Branch& branch : branches)
        out.insert(out.end(), branch.tokens.begin(), branch.tokens.end());
      return;
    }
    const Branch& chosen = choose(branches);
    out.insert(out.end(), chosen.tokens.begin(), chosen.tokens.end());
  }

  static bool at_statement(const std::vector<Token>& out) {
    if (out.empty() || out.back().kind >= TokenKind::if_begin)
      return true;
    const Token& last = out.back();
    return is_one_of(last.single, ";{}:)") || last.text == "else" ||
           last.text == "do";
  }

  void place_marked(const std::vector<Branch>& branches,
                    std::vector<Token>& out) {
    TokenKind kind = TokenKind::if_begin;
    for (const Branch& branch : branches) {
      Token marker;
      marker.kind = kind;
      marker.text = branch.source;
      marker.line = tokens_[branch.begin - 1].line;
      marker.column = 1;
      out.push_back(marker);
      out.insert(out.end(), branch.tokens.begin(), branch.tokens.end());
      kind = TokenKind::if_else;
    }
    Token close;
    close.kind = TokenKind::if_end;
    close.line = out.back().line;
    out.push_back(close);
  }

  const Branch& choose(const std::vector<Branch>& branches) {
    auto [test, negated] = canonical(branches.front().directive);
    bool first = true;
    auto known = taken_.find(test);
    if (known != taken_.end())
      first = known->second != negated;
    else
      taken_[test] = !negated;
    bool other = !first && branches.size() > 1;
    return other ? branches.back() : branches.front();
  }

  void add_macro(const Token& token, const Directive& directive) {
    MacroText macro;
    macro.name = first_name(directive.rest);
    if (macro.name.empty())
      return;
    std::string_view body = directive.rest.substr(macro.name.size());
    if (body.starts_with("(")) {
      macro.function_like = true;
      std::size_t close = std::min(body.find(')'), body.size() - 1);
      read_params(body.substr(1, close - 1), macro);
      body.remove_prefix(close + 1);
    }
    macro.body = trim(body);
    if (macro.body.empty())
      return;
    auto before = token.text.substr(
        0, static_cast<std::size_t>(macro.body.data() - token.text.data()));
    auto lines = std::ranges::count(before, '\n');
    std::size_t start = lines > 0 ? before.rfind('\n') + 1 : 0;
    macro.line = token.line + static_cast<std::uint32_t>(lines);
    macro.column = static_cast<std::uint32_t>(before.size() - start) +
                   (lines > 0 ? 1 : token.column);
    result_.macros.push_back(std::move(macro));
  }

  static void read_params(std::string_view list, MacroText& macro) {
    while (!list.empty()) {
      std::size_t comma = std::min(list.find(','), list.size());
      std::string_view name = trim(list.substr(0, comma));
      if (name.ends_with("..."))
        name = name.size() > 3 ? name.substr(0, name.size() - 3)
                               : std::string_view("__VA_ARGS__");
      macro.params.push_back(name);
      list.remove_prefix(std::min(comma + 1, list.size()));
    }
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  std::vector<std::size_t> next_;
  std::map<std::string, bool> taken_;
  Resolved result_;
};

} // namespace

Resolved resolve_conditions(std::string_view text, const Lexed& lexed) {
  return Conditions(text, lexed).run();
}

std::string condition_of(std::string_view directive) {
  if (directive.empty())
    return {};
  Directive parsed = parse(directive);
  if (parsed.name == "else")
    return {};
  auto [test, negated] = canonical(parsed);
  return negated ? "!" + test : test;
}

} // namespace imds::analyzer::lexical
