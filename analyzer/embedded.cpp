// SPDX-License-Identifier: Apache-2.0
//
// Which code is this program built from? Its texts tell, where they are rare:
//
//   role.cpp         snprintf(url, n, "http://169.254.169.254/latest/%s", key)
//   /usr/bin/agent   ...\0http://169.254.169.254/latest/%s\0usage: agent ...
//
// So of an ELF file in the tree those texts are kept that spell the endpoint or
// a metadata path, as far as the URL or format reaches, and User-Agents. No
// others: a program may hold a password, and evidence may not. For the same
// reason a piece ends before a query and starts behind a user's name. Whether a
// text is rare is for the report to judge, which sees all programs.
//
// Only files that spell IMDS make a fact, which judges nothing (`speaks` is
// unknown): the address alone says that a program may ask, and not how.
//
// What it does not see: texts that the compiler made code of (short strings
// that are built in registers), that are packed, or that the language does not
// end with a zero and so run into each other (Go). A file over 256 MB is not
// read.
//
// Tested by embedded_test.cpp.
#include "analyzer/embedded.h"

#include "analyzer/program_signs.h"
#include "analyzer/scan/mapped_file.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace imds::analyzer {
namespace {

constexpr std::size_t kLongest = 200; // of one text
constexpr std::size_t kMostTexts = 64;
constexpr std::size_t kMostAgents = 32;

bool in_piece(char c) {
  return std::isgraph(static_cast<unsigned char>(c)) &&
         std::string_view("\"'`<>\\,;()|").find(c) == std::string_view::npos;
}

bool is_text(char c) {
  return std::isprint(static_cast<unsigned char>(c)) != 0;
}

std::string_view piece_at(std::string_view text, const Hit& hit) {
  std::size_t begin = hit.begin, end = hit.begin;
  while (
      begin > 0 && hit.begin - begin < kLongest && in_piece(text[begin - 1]) &&
      std::string_view("?#@&=").find(text[begin - 1]) == std::string_view::npos)
    --begin;
  while (end < text.size() && end - begin < kLongest && in_piece(text[end]) &&
         text[end] != '?' && text[end] != '#')
    ++end;
  return text.substr(begin, end - begin);
}

/// "agent/2.1 (linux)" to "agent/2.1".
std::string_view product_of(std::string_view agent) {
  if (agent.starts_with("User-Agent:"))
    agent.remove_prefix(
        std::min(agent.find_first_not_of(' ', 11), agent.size()));
  return agent.substr(0, agent.find(' '));
}

void add_agents(std::string_view bytes, std::set<std::string>& texts) {
  std::size_t agents = 0;
  auto at = bytes.begin();
  while (at != bytes.end() && agents < kMostAgents) {
    at = std::find_if(at, bytes.end(), is_text);
    const auto end = std::find_if_not(at, bytes.end(), is_text);
    const std::string_view text(at, end);
    if (is_user_agent(text))
      agents += texts.emplace(product_of(text)).second;
    at = end;
  }
}

} // namespace

std::vector<std::string> imds_texts(std::string_view text,
                                    const HitFinder& finder) {
  std::set<std::string> pieces;
  if (!finder.may_hit(text))
    return {};
  for (const Hit& hit : finder.find(text)) {
    if (hit.kind == MentionKind::token_header ||
        hit.kind == MentionKind::ttl_header || pieces.size() >= kMostTexts)
      continue;
    pieces.emplace(piece_at(text, hit));
  }
  pieces.erase("");
  return {pieces.begin(), pieces.end()};
}

std::optional<Software> program_of(const std::string& path,
                                   std::string_view bytes,
                                   const HitFinder& finder) {
  const auto spelled = imds_texts(bytes, finder);
  if (spelled.empty())
    return std::nullopt;
  std::set<std::string> texts(spelled.begin(), spelled.end());
  add_agents(bytes, texts);
  Software found;
  found.name = path.substr(path.rfind('/') + 1);
  found.ecosystem = "binary";
  found.path = path;
  found.speaks = "unknown";
  found.why = "the program holds texts that spell IMDS";
  found.strings.assign(texts.begin(), texts.end());
  return found;
}

std::vector<Software> find_programs(const std::string& root,
                                    const Sources& sources, const Imds& imds) {
  const HitFinder finder(imds);
  std::vector<Software> all;
  for (const std::string& path : sources.programs) {
    const MappedFile file(path.starts_with('/') ? path : root + "/" + path);
    if (file.state() != MappedFile::State::ready)
      continue;
    if (auto found = program_of(path, file.text(), finder))
      all.push_back(std::move(*found));
  }
  return all;
}

} // namespace imds::analyzer
