// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lexical/reader.h"

#include <algorithm>
#include <utility>

namespace imds::analyzer::lexical {

using ir::ExprKind;
using ir::Stmt;
using ir::StmtKind;

namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
/// Statements of one function that fallthrough may copy.
constexpr int kMaxCopied = 400;

bool leaves(const std::vector<Stmt>& block) {
  if (block.empty())
    return false;
  StmtKind kind = block.back().kind;
  if (kind == StmtKind::block && !block.back().blocks.empty() &&
      block.back().text.empty())
    return leaves(block.back().blocks[0]);
  return kind == StmtKind::leave || kind == StmtKind::jump;
}

} // namespace

/// A statement or block as a list.
Reader::Stmts Reader::read_branch() {
  if (cursor_.is('{'))
    return read_block();
  Stmts out;
  std::size_t mark = locals_.enter();
  if (!cursor_.done() && !cursor_.is('}'))
    read_statement(out);
  locals_.leave(mark);
  return out;
}

/// A condition declares only what it gives a value: (T* p = f()), not (a && b).
bool Reader::declares_with_value() const {
  for (std::size_t at = cursor_.here(); at < cursor_.limit(); ++at) {
    const Token& token = cursor_.at(at);
    if (token.single == '=' || token.single == '{' || token.text == ":")
      return true;
    if (token.single == ';' || token.single == '(')
      return false;
    if (token.single == '[')
      at = cursor_.close_of(at);
  }
  return false;
}

/// Inside ( ): init; declaration or expression. Statements go before.
ir::Expr Reader::read_condition(Stmts& out) {
  Expr test;
  while (!cursor_.done()) {
    std::size_t before = cursor_.here();
    std::size_t known = out.size();
    if (at_declaration() && declares_with_value()) {
      read_local(out);
      if (out.size() > known)
        test = make(ExprKind::var, out.back().text, out.back().loc);
    } else {
      test = read_expression();
      if (cursor_.take(';'))
        add_expression(std::exchange(test, {}), out);
    }
    if (cursor_.here() == before)
      cursor_.skip();
  }
  return test;
}

void Reader::read_if(Stmts& out) {
  Stmt branch = stmt(StmtKind::branch);
  std::size_t mark = locals_.enter();
  cursor_.skip();
  cursor_.take("constexpr");
  if (cursor_.is('('))
    cursor_.inside([&] { branch.exprs.push_back(read_condition(out)); });
  if (branch.exprs.empty())
    branch.exprs.emplace_back();
  branch.blocks.push_back(read_branch());
  branch.blocks.emplace_back();
  bool deep = depth_ + 1 >= kMaxDepth; // The rest of an endless else if.
  if (cursor_.is("else") && !deep) {
    cursor_.skip();
    branch.blocks[1] = read_branch();
  }
  locals_.leave(mark);
  out.push_back(std::move(branch));
}

void Reader::read_for(Stmts& out) {
  Stmt loop = stmt(StmtKind::loop);
  std::size_t mark = locals_.enter();
  cursor_.skip();
  cursor_.take("co_await");
  std::size_t close = cursor_.close_of(cursor_.here());
  std::size_t colon = kNone;
  for (std::size_t i = cursor_.here() + 1; i < close; ++i) {
    char c = cursor_.at(i).single;
    if (c == ';' || c == '?')
      break;
    if (c == '(' || c == '[' || c == '{')
      i = cursor_.close_of(i);
    else if (c == ':')
      colon = std::min(colon, i);
  }
  if (colon != kNone) {
    read_range(out, colon);
  } else {
    Stmts step;
    loop.text = "for";
    if (cursor_.is('('))
      cursor_.inside([&] {
        if (at_declaration())
          read_local(out);
        else if (!cursor_.take(';')) {
          add_expression(read_expression(), out);
          cursor_.take(';');
        }
        if (!cursor_.is(';') && !cursor_.done())
          loop.exprs.push_back(read_expression());
        cursor_.take(';');
        if (!cursor_.done())
          add_expression(read_expression(), step);
      });
    loop.blocks.push_back(read_branch());
    std::ranges::move(step, std::back_inserter(loop.blocks[0]));
    out.push_back(std::move(loop));
  }
  locals_.leave(mark);
}

/// for (T x : range)
void Reader::read_range(Stmts& out, std::size_t colon) {
  Stmt loop = stmt(StmtKind::loop);
  loop.text = "range";
  Stmts declared;
  cursor_.inside([&] {
    cursor_.within(colon, [&] {
      if (at_declaration())
        read_local(declared);
    });
    cursor_.take(':');
    loop.exprs.push_back(read_expression());
  });
  if (!declared.empty()) {
    loop.text2 = declared[0].text;
    loop.type = declared[0].type;
    declared.erase(declared.begin());
  }
  Stmts body = read_branch();
  for (Stmt& bound : declared) // auto& [a, b]
    if (!bound.exprs.empty() && !bound.exprs[0].args.empty())
      bound.exprs[0].args[0].text = loop.text2;
  std::ranges::move(body, std::back_inserter(declared));
  loop.blocks.push_back(std::move(declared));
  out.push_back(std::move(loop));
}

void Reader::read_while(Stmts& out) {
  Stmt loop = stmt(StmtKind::loop);
  std::size_t mark = locals_.enter();
  loop.text = "while";
  cursor_.skip();
  if (cursor_.is('('))
    cursor_.inside([&] { loop.exprs.push_back(read_condition(out)); });
  loop.blocks.push_back(read_branch());
  locals_.leave(mark);
  out.push_back(std::move(loop));
}

void Reader::read_do(Stmts& out) {
  Stmt loop = stmt(StmtKind::loop);
  loop.text = "do";
  cursor_.skip();
  loop.blocks.push_back(read_branch());
  if (cursor_.take("while") && cursor_.is('('))
    cursor_.inside([&] { loop.exprs.push_back(read_expression()); });
  cursor_.take(';');
  out.push_back(std::move(loop));
}

void Reader::read_switch(Stmts& out) {
  Stmt choose = stmt(StmtKind::choose);
  std::size_t mark = locals_.enter();
  cursor_.skip();
  if (cursor_.is('('))
    cursor_.inside([&] { choose.exprs.push_back(read_condition(out)); });
  if (choose.exprs.empty())
    choose.exprs.emplace_back();
  if (cursor_.is('{'))
    cursor_.inside([&] { read_cases(choose); });
  locals_.leave(mark);
  out.push_back(std::move(choose));
}

/// A case that falls through gets a copy of what follows it.
void Reader::read_cases(Stmt& choose) {
  Stmts before; // Declarations before the first label are dropped.
  while (!cursor_.done()) {
    bool other = cursor_.is("default") && cursor_.peek(1).single == ':';
    if (cursor_.is("case") || other) {
      Expr label = make(ExprKind::null, "", loc());
      cursor_.skip();
      if (!other)
        label = read_conditional();
      while (!cursor_.done() && !cursor_.is(':')) // case 1 ... 9
        cursor_.skip();
      cursor_.take(':');
      choose.exprs.push_back(std::move(label));
      choose.blocks.emplace_back();
      continue;
    }
    read_statement(choose.blocks.empty() ? before : choose.blocks.back());
  }
  for (std::size_t i = choose.blocks.size(); i-- > 1;) {
    Stmts& falls = choose.blocks[i - 1];
    const Stmts& next = choose.blocks[i];
    if (leaves(falls) || copied_ > kMaxCopied)
      continue;
    copied_ += static_cast<int>(next.size());
    falls.insert(falls.end(), next.begin(), next.end());
  }
}

void Reader::read_try(Stmts& out) {
  Stmt attempt = stmt(StmtKind::attempt);
  cursor_.skip();
  attempt.blocks.push_back(read_branch());
  while (cursor_.is("catch")) {
    cursor_.skip();
    std::size_t mark = locals_.enter();
    Stmts handler;
    if (cursor_.is('('))
      cursor_.inside([&] {
        if (at_declaration())
          read_local(handler);
      });
    Stmts body = read_branch();
    std::ranges::move(body, std::back_inserter(handler));
    attempt.blocks.push_back(std::move(handler));
    locals_.leave(mark);
  }
  out.push_back(std::move(attempt));
}

void Reader::read_return(Stmts& out) {
  Stmt leave = stmt(StmtKind::leave);
  leave.text = cursor_.peek().text;
  cursor_.skip();
  if (!cursor_.is(';') && !cursor_.done())
    leave.exprs.push_back(read_expression());
  cursor_.take(';');
  out.push_back(std::move(leave));
}

void Reader::read_jump(Stmts& out) {
  Stmt jump = stmt(StmtKind::jump);
  jump.text = cursor_.peek().text;
  cursor_.skip();
  if (jump.text == "goto" && !cursor_.done()) {
    jump.text += ' ';
    jump.text += cursor_.peek().text;
    cursor_.skip();
  } else if (jump.text == "throw" && !cursor_.is(';')) {
    add_expression(read_expression(), out);
  }
  cursor_.take(';');
  out.push_back(std::move(jump));
}

} // namespace imds::analyzer::lexical
