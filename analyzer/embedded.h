// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/pipeline.h"
#include "analyzer/scan/mentions.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What a compiler leaves of the code in a program: its texts.
namespace imds::analyzer {

/// The pieces of `text` that spell the endpoint or a metadata path, each with
/// the URL or format around it but without its query; sorted, once each. Of a
/// literal and of the program that holds it, the same.
std::vector<std::string> imds_texts(std::string_view text,
                                    const HitFinder& finder);

/// What the bytes of a program tell; nullopt if they do not spell IMDS.
std::optional<Software> program_of(const std::string& path,
                                   std::string_view bytes,
                                   const HitFinder& finder);

/// Every program of the tree that spells IMDS.
std::vector<Software> find_programs(const std::string& root,
                                    const Sources& sources, const Imds& imds);

} // namespace imds::analyzer
