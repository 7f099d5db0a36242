// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/counts.h"

#include "analyzer/link/call_words.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

bool is_count(const std::string& name) {
  const auto words = words_of(name);
  return std::ranges::any_of(words, [](const std::string& word) {
    return word == "count" || word == "num" || word == "n" || word == "nh" ||
           word.starts_with("nhead") || word.starts_with("nhdr");
  });
}

} // namespace

bool counts_none(const Object& object) {
  return std::ranges::any_of(object.fields, [](const auto& field) {
    const Value& value = field.second;
    return is_count(field.first) && value.size() == 1 &&
           value[0].kind == Kind::number && value[0].number == 0 &&
           value[0].name.empty();
  });
}

} // namespace imds::analyzer::link
