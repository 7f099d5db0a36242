// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/ast/clang.h"

#include <optional>

namespace imds::analyzer {

struct Constant {
  bool is_string = false;
  std::string text;
  std::int64_t number = 0;
};

/// What Clang's evaluator makes of an expression, where that is an integer or
/// a string that the expression fixes.
std::optional<Constant> constant_of(const clang::Expr& e,
                                    const clang::ASTContext& context);

/// The value of a constexpr variable: also arrays of char and string_view.
std::optional<Constant> constant_of(const clang::VarDecl& variable);

/// A literal's bytes, wide ones as UTF-8.
std::string bytes_of(const clang::StringLiteral& literal);

/// Names of the bases ("") and fields that an initializer list of `count`
/// elements fills; empty where `record` is none or does not fit.
std::vector<std::string> field_names(const clang::RecordDecl* record,
                                     unsigned count);

} // namespace imds::analyzer
