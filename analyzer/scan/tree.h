// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/pipeline.h"

#include <string>
#include <string_view>
#include <vector>

namespace imds::analyzer {

/// The language that a file's name tells; `other` may still be a script by
/// its first line.
SourceFile::Language language_of(std::string_view path);
/// The same by the first line: #!/bin/sh.
bool begins_as_shell(std::string_view text);

inline bool is_c_family(SourceFile::Language language) {
  return language == SourceFile::Language::c ||
         language == SourceFile::Language::cpp ||
         language == SourceFile::Language::header;
}

} // namespace imds::analyzer
