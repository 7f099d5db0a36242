// SPDX-License-Identifier: Apache-2.0
// A flag is a variable whose default stands in a macro call:
//
//   DEFINE_string(imds_url, "http://169.254.169.254/latest/meta-data/", "...");
//   ABSL_FLAG(bool, imdsv2, false, "use IMDSv2");
//
// gflags expands to a dozen declarations in which the default is hard to find,
// so it is taken from the macro's arguments, expanded: joined string literals,
// a number, true or false; anything else leaves the default open.
#include "analyzer/extract/ast/flag_macros.h"

#include <algorithm>

namespace imds::analyzer {
namespace {

struct FlagMacro {
  unsigned name; // which argument
  unsigned value;
  bool typed; // the type is argument 0, else it is in the macro's name
};

std::optional<FlagMacro> flag_macro(llvm::StringRef name, unsigned args) {
  if ((name == "ABSL_FLAG" || name == "FLAG") && args >= 4)
    return FlagMacro{1, 2, true};
  static const std::set<llvm::StringRef> kTypes = {
      "string", "bool", "int32", "int64", "uint32", "uint64", "double"};
  if (args >= 3 && name.consume_front("DEFINE_") && kTypes.contains(name))
    return FlagMacro{0, 1, false};
  return std::nullopt;
}

std::string argument_text(const clang::MacroArgs& args, unsigned i,
                          const clang::Preprocessor& preprocessor) {
  std::string out;
  for (const auto* token = args.getUnexpArgument(i);
       token->isNot(clang::tok::eof); ++token)
    out += preprocessor.getSpelling(*token);
  return out;
}

/// The value of an argument's tokens, where they are a constant.
std::optional<ir::Expr> value_of(std::vector<clang::Token> tokens,
                                 clang::Preprocessor& preprocessor) {
  ir::Expr out;
  if (tokens.empty())
    return std::nullopt;
  const bool text = std::ranges::all_of(tokens, [](const auto& token) {
    return clang::tok::isStringLiteral(token.getKind());
  });
  if (text) {
    const clang::StringLiteralParser literal(tokens, preprocessor);
    if (literal.hadError)
      return std::nullopt;
    out.kind = ir::ExprKind::str;
    out.text = literal.GetString().str();
    return out;
  }
  if (tokens.size() != 1)
    return std::nullopt;
  out.kind = ir::ExprKind::integer;
  const std::string word = preprocessor.getSpelling(tokens[0]);
  if (word == "true" || word == "false")
    out.value = word == "true" ? 1 : 0;
  else if (llvm::StringRef(word).getAsInteger(0, out.value))
    return std::nullopt;
  return out;
}

} // namespace

FlagMacros::FlagMacros(clang::Preprocessor& preprocessor,
                       const std::string& root, ir::Unit& unit)
    : preprocessor_(preprocessor), unit_(unit),
      places_(preprocessor.getSourceManager(), preprocessor.getLangOpts(), root,
              unit.files) {}

void FlagMacros::MacroExpands(const clang::Token& name,
                              const clang::MacroDefinition& /*definition*/,
                              clang::SourceRange range,
                              const clang::MacroArgs* args) {
  if (args == nullptr || name.getIdentifierInfo() == nullptr ||
      !places_.in_project(range.getBegin()))
    return;
  const auto macro = flag_macro(name.getIdentifierInfo()->getName(),
                                args->getNumMacroArguments());
  if (!macro)
    return;
  ir::Variable flag;
  flag.name = "FLAGS_" + argument_text(*args, macro->name, preprocessor_);
  for (const ir::Variable& known : unit_.variables)
    if (known.name == flag.name)
      return;
  flag.type = macro->typed
                  ? argument_text(*args, 0, preprocessor_)
                  : name.getIdentifierInfo()->getName().substr(7).str();
  flag.loc = places_.at(range.getBegin());
  flag.flag = true;
  auto& mutable_args = const_cast<clang::MacroArgs&>(*args);
  std::vector<clang::Token> tokens =
      mutable_args.getPreExpArgument(macro->value, preprocessor_);
  while (!tokens.empty() && tokens.back().is(clang::tok::eof))
    tokens.pop_back();
  if (auto value = value_of(std::move(tokens), preprocessor_)) {
    value->loc =
        places_.at(args->getUnexpArgument(macro->value)->getLocation());
    flag.initial.push_back(*std::move(value));
  }
  unit_.variables.push_back(std::move(flag));
}

} // namespace imds::analyzer
