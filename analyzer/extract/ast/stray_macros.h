// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/ast/clang.h"

namespace imds::analyzer {

/// Flags that define as empty what looks like a macro in a file and is none,
/// nor a name that the unit declares: "-DACME_EXPORT=",
/// "-DACME_DEPRECATED(...)=".
std::set<std::string> stray_macros(clang::FileID file,
                                   const clang::Preprocessor& preprocessor,
                                   const clang::ASTContext& context);

} // namespace imds::analyzer
