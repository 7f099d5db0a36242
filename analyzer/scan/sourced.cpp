// SPDX-License-Identifier: Apache-2.0
//
// Tested by tests/analyzer/cases/script_sources/.
#include "analyzer/scan/sourced.h"

#include "analyzer/scan/mapped_file.h"

#include <algorithm>
#include <string_view>

namespace imds::analyzer {
namespace {

constexpr std::size_t kMostSourced = 64; // by one script, by way of others

std::string base_of(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

/// The base name of the path that begins at `at`, behind what opens it; ""
/// where its last part is no plain name.
std::string path_at(std::string_view text, std::size_t at) {
  const std::size_t end =
      std::min(text.find_first_of(" \t\r\n;&|)", at), text.size());
  std::string base = base_of(text.substr(at, end - at));
  std::erase_if(base, [](char c) { return c == '"' || c == '\''; });
  return base.find_first_of("$`{}*") == std::string::npos ? base : "";
}

/// Base names of what a script may source: a word `.` or `source`, and the
/// path behind it. Too many do no harm, no file bears them.
std::set<std::string> names_in(std::string_view text) {
  std::set<std::string> names;
  for (const std::string_view word : {". ", "source "})
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
      const bool begins =
          at == 0 || std::string_view(" \t\n;&|({").find(text[at - 1]) !=
                         std::string_view::npos;
      const std::size_t path = text.find_first_not_of(" \t", at + word.size());
      if (begins && path != std::string_view::npos)
        names.insert(path_at(text, path));
    }
  names.erase("");
  return names;
}

} // namespace

SourcedScripts::SourcedScripts(const std::string& root,
                               const std::vector<std::string>& scripts) {
  std::map<std::string, std::set<std::string>> names;
  for (const std::string& script : scripts) {
    by_base_[base_of(script)].push_back(script);
    const MappedFile mapped(script.starts_with('/') ? script
                                                    : root + "/" + script);
    names[script] = names_in(mapped.text());
  }
  for (const auto& [script, sourced] : names)
    sources_[script] = meant(sourced, script);
}

std::vector<std::string>
SourcedScripts::meant(const std::set<std::string>& names,
                      const std::string& by) const {
  std::vector<std::string> out;
  for (const std::string& name : names) {
    const auto named = by_base_.find(name);
    if (named == by_base_.end())
      continue;
    const auto& all = named->second;
    const auto beside = std::ranges::find(all, folder_of(by), folder_of);
    if (beside != all.end() && *beside != by)
      out.push_back(*beside);
    else if (all.size() == 1 && all[0] != by)
      out.push_back(all[0]);
  }
  return out;
}

std::vector<std::string> SourcedScripts::of(const std::string& script) const {
  std::vector<std::string> all{script};
  for (std::size_t i = 0; i < all.size() && i < kMostSourced; ++i)
    if (const auto at = sources_.find(all[i]); at != sources_.end())
      for (const std::string& more : at->second)
        if (std::ranges::find(all, more) == all.end())
          all.push_back(more);
  all.erase(all.begin());
  return all;
}

std::set<std::string>
SourcedScripts::around(const std::set<std::string>& seeds) const {
  std::set<std::string> known = seeds;
  for (std::size_t before = 0; before != known.size();) {
    before = known.size();
    for (const auto& [script, sourced] : sources_)
      if (std::ranges::any_of(sourced, [&](const std::string& other) {
            return known.contains(other);
          }))
        known.insert(script);
  }
  std::set<std::string> all = known;
  for (const std::string& script : known)
    for (std::string& sourced : of(script))
      all.insert(std::move(sourced));
  return all;
}

} // namespace imds::analyzer
