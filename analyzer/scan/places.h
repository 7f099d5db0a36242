// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/mention.h"
#include "analyzer/pipeline.h"
#include "analyzer/scan/mentions.h"

#include <string_view>
#include <vector>

namespace imds::analyzer {

/// Makes mentions of the hits in one file's text: line, column, the text
/// around, and what the text alone tells of their state: comment, #if 0.
std::vector<Mention> place_hits(const SourceFile& file, std::string_view text,
                                const std::vector<Hit>& hits);

} // namespace imds::analyzer
