// SPDX-License-Identifier: Apache-2.0
//
// Macros become what they stand for, so that the linker resolves them like
// everything else, over files too, without any preprocessing:
//
//   #define URL HOST "/latest"     a variable URL = HOST + "/latest"
//   #define GET(u) get(u, NULL)    a function GET(u) { return get(u, NULL); }
//
// A macro that is neither an expression nor statements (BEGIN_NAMESPACE) is
// kept only if it holds a text, as an unknown value with that text inside.
#include "analyzer/lexical/literal.h"
#include "analyzer/lexical/reader.h"

#include <utility>

namespace imds::analyzer::lexical {

namespace {

bool begins_statements(const Token& token) {
  return token.single == '{' || token.text == "do" || token.text == "if" ||
         token.text == "for" || token.text == "while" ||
         token.text == "return" || token.text == "switch";
}

} // namespace

void Reader::read_macro(const MacroText& macro) {
  ir::Loc at{0, static_cast<int>(macro.line), static_cast<int>(macro.column)};
  if (macro.function_like) {
    ir::Function made;
    made.name = macro.name;
    made.loc = at;
    made.end_line = at.line;
    made.has_body = true;
    function_ = made.name;
    for (std::string_view param : macro.params)
      made.params.push_back({locals_.declare(param), "", {}});
    bool expression = !begins_statements(cursor_.peek());
    if (expression) {
      ir::Stmt leave = stmt(ir::StmtKind::leave);
      leave.text = "return";
      leave.exprs.push_back(read_expression());
      if (cursor_.done())
        made.body.push_back(std::move(leave));
      else
        cursor_.go(0);
    }
    while (!cursor_.done())
      read_statement(made.body);
    unit_.functions.push_back(std::move(made));
    return;
  }
  if (begins_statements(cursor_.peek()))
    return;
  Expr value = read_expression();
  if (!cursor_.done()) {
    value = make(ir::ExprKind::unknown, "", at);
    for (cursor_.go(0); !cursor_.done(); cursor_.skip())
      if (cursor_.peek().kind == TokenKind::string)
        value.args.push_back(
            make(ir::ExprKind::str, literal_bytes(cursor_.peek().text), loc()));
    if (value.args.empty())
      return;
  }
  ir::Variable made;
  made.name = macro.name;
  made.loc = at;
  made.initial.push_back(std::move(value));
  unit_.variables.push_back(std::move(made));
}

} // namespace imds::analyzer::lexical
