// SPDX-License-Identifier: Apache-2.0
#include "sniffer/vocabulary.h"

#include "reports/lower.h"

namespace imds::sniffer {
namespace {

// Longer names mean nothing to anybody and are not worth remembering.
constexpr std::size_t kLongestName = 128;
constexpr std::size_t kLongestPath = 512;

HeaderMeaning ask_header(const Imds& imds, const std::string& name) {
  if (imds.is_token_header(name))
    return HeaderMeaning::token;
  if (imds.is_ttl_header(name))
    return HeaderMeaning::ttl;
  return imds.foreign_header(name) ? HeaderMeaning::foreign
                                   : HeaderMeaning::plain;
}

PathMeaning ask_path(const Imds& imds, const std::string& path) {
  return {imds.cloud_of_path(path), imds.is_token_path(path)};
}

/// What `ask` says of `key`, asked once.
template <class Meaning, class Ask>
Meaning remembered(std::unordered_map<std::string, Meaning>& known,
                   const std::string& key, Ask ask) {
  if (const auto found = known.find(key); found != known.end())
    return found->second;
  if (known.size() >= Vocabulary::kMaxRemembered)
    known.clear();
  return known.emplace(key, ask()).first->second;
}

} // namespace

HeaderMeaning Vocabulary::header(std::string_view name) {
  if (name.size() > kLongestName)
    return HeaderMeaning::plain;
  const std::string key = lower(name);
  return remembered(headers_, key, [&] { return ask_header(imds_, key); });
}

PathMeaning Vocabulary::path(const std::string& path) {
  if (path.size() > kLongestPath)
    return ask_path(imds_, path);
  return remembered(paths_, path, [&] { return ask_path(imds_, path); });
}

} // namespace imds::sniffer
