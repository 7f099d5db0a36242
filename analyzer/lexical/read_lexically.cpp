// SPDX-License-Identifier: Apache-2.0
//
// Reads C and C++ that nobody can compile: no includes, no types, no build.
//
// Clang loses statements when a header is missing and never sees the other
// side of an #if. This reader sees every token, but knows nothing about names:
// it guesses from shapes what is a type, a cast, a declaration, and resolves
// only a function's own variables (settle.cpp does the rest, over all units).
// What it cannot read becomes ExprKind::unknown with the literals inside.
//
// It never fails and always ends: each step consumes a token, reading inside
// brackets never leaves them, nesting and chains are bounded, look-ahead is
// bounded, so time is linear in the text.
//
//   text -- lexer --> tokens -- conditions --> tokens without directives
//        -- reader --> ir::Unit
//
// Tested by reader_test.cpp, and fuzzed by tests/fuzz/lexical_fuzz.cpp.
#include "analyzer/lexical/read_lexically.h"

#include "analyzer/lexical/lexer.h"
#include "analyzer/lexical/reader.h"
#include "analyzer/pipeline.h"

#include <fstream>
#include <iterator>

namespace imds::analyzer {

namespace lexical {

namespace {

constexpr std::size_t kMostMacros = 20000;

bool ends_with_any(std::string_view name,
                   std::initializer_list<std::string_view> endings) {
  for (std::string_view ending : endings)
    if (name.ends_with(ending))
      return true;
  return false;
}

bool is_header(std::string_view file) {
  return ends_with_any(file, {".h", ".hpp", ".hh", ".hxx", ".inl", ".ipp",
                              ".tpp", ".tcc", ".inc", ".def", ".H"});
}

} // namespace

ir::Unit read_text(const std::string& file, std::string_view text) {
  ir::Unit unit;
  unit.main_file = file;
  unit.read_as = ir::ReadAs::lexical;
  unit.files.push_back(file);
  bool plain_c = file.ends_with(".c");
  Lexed lexed = lex(text);
  Resolved resolved = resolve_conditions(text, lexed);
  std::size_t macros = 0;
  for (const MacroText& macro : resolved.macros) {
    if (++macros > kMostMacros)
      break;
    std::vector<Token> body = lex_body(macro.body, macro.line, macro.column);
    Reader(unit, body, plain_c).read_macro(macro);
  }
  // A macro of a source file is not seen by others.
  for (ir::Variable& variable : unit.variables)
    variable.local = !is_header(file);
  for (ir::Function& function : unit.functions)
    function.local = !is_header(file);
  Reader(unit, resolved.tokens, plain_c).read_file();
  return unit;
}

} // namespace lexical

ir::Unit read_lexically(const std::string& root, const std::string& file) {
  std::ifstream in(root + "/" + file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  return lexical::read_text(file, text);
}

} // namespace imds::analyzer
