// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/ast/places.h"

namespace imds::analyzer {

/// The text of a range of one file, at most 200 bytes; "" across files.
std::string written_text(clang::SourceRange range, const Places& places);

/// "a::b<T>::c" without template arguments and blanks: "a::b::c".
std::string plain_name(const std::string& text);

/// The identifier that a range ends with, or "".
std::string last_name(clang::SourceRange range, const Places& places);

/// The operator that alone stands between two operands, or "".
std::string written_operator(clang::SourceLocation left_end,
                             clang::SourceLocation right_begin,
                             const Places& places);

/// The name that an expression of one token is, also within a macro, or "".
std::string written_word(const clang::Expr& e, const Places& places);

struct WrittenCall {
  std::string name; // "ns::f"; "" where the text is no call of a name
};

/// Reads "a::b<T>(" at `where` from the text of the file.
WrittenCall written_call(clang::SourceLocation where, const Places& places);

} // namespace imds::analyzer
