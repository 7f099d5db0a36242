// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/shell_programs.h"

#include "analyzer/link/request_text.h"
#include "analyzer/shell/shell_ir.h"

#include <algorithm>
#include <array>

namespace imds::analyzer::link {
namespace {

bool names_curl(const Text& text) {
  const std::string all = known(text);
  return all.find("curl") != std::string::npos ||
         all.find("wget") != std::string::npos;
}

/// printf ... | nc HOST 80, exec 3<>/dev/tcp/HOST/80
bool names_sender(const Text& text) {
  const std::string all = known(text);
  std::string word;
  for (const char c : all + " ") {
    if (std::string_view(" \t\n|;&()/'\"").find(c) == std::string_view::npos) {
      word += c;
      continue;
    }
    if (sends_input(word))
      return true;
    word.clear();
  }
  return all.find("/dev/tcp/") != std::string::npos;
}

/// What only shows or looks for a command does not run it.
bool shows(const std::string& program) {
  static constexpr std::array<std::string_view, 12> kWords{
      "echo", "print", "log",  "msg",  "info",    "debug",
      "warn", "error", "grep", "type", "install", "usage"};
  return std::ranges::any_of(kWords, [&](std::string_view word) {
    return program.find(word) != std::string::npos;
  });
}

/// The words as one text. A word of options is taken apart where it is run;
/// another stays whole.
Text joined(const std::vector<Alt>& words, std::size_t from, bool quoted) {
  Text all;
  for (std::size_t i = from; i < words.size(); ++i) {
    bool whole = quoted && known(words[i].text).find(' ') == std::string::npos;
    const Text quote{{whole ? "'" : "", -1, words[i].spot, words[i].depth}};
    const Text blank{{" ", -1, words[i].spot, words[i].depth}};
    all = concat(concat(all, quote), words[i].text);
    all = concat(concat(all, quote), blank);
  }
  return all;
}

} // namespace

bool names_client(const Text& text) {
  return names_curl(text) || names_sender(text);
}

std::string program_of(const Text& word) {
  std::string name = known(word);
  std::size_t slash = name.rfind('/');
  return lower(slash == std::string::npos ? name : name.substr(slash + 1));
}

bool is_client(const std::string& program) {
  static constexpr std::array<std::string_view, 9> kClients{
      "curl", "wget", "http", "aria2c", "fetch", "ftp", "lynx", "get", "xh"};
  return std::ranges::find(kClients, program) != kClients.end();
}

std::ptrdiff_t client_within(const std::vector<Alt>& words) {
  const std::string first = program_of(words[0].text);
  if (is_client(first) || is_hole(words[0]) || shows(first))
    return 0;
  auto at = std::ranges::find_if(words, [](const Alt& word) {
    const std::string program = program_of(word.text);
    return all_literal(word.text) && (program == "curl" || program == "wget");
  });
  return at == words.end() ? 0 : at - words.begin();
}

Text text_to_run(const std::vector<Alt>& words) {
  static constexpr std::array<std::string_view, 5> kShells{"sh", "bash", "dash",
                                                           "su", "ksh"};
  const std::string program = program_of(words[0].text);
  const auto run =
      std::find_if(words.begin() + 1, words.end(),
                   [](const Alt& w) { return names_client(w.text); });
  const auto at = std::size_t(run - words.begin());
  if (program == "eval" || program == "ssh")
    return joined(words, at, /*quoted=*/false);
  if (std::ranges::find(kShells, program) != kShells.end())
    return run == words.end() ? Text{} : run->text;
  if (is_client(program) || shows(program) || !names_curl(words[0].text) ||
      !all_literal(words[0].text))
    return {};
  const bool wget = program.find("curl") == std::string::npos;
  Text text{{wget ? "wget " : "curl ", -1, words[0].spot, words[0].depth}};
  return concat(text, joined(words, 1, /*quoted=*/true));
}

} // namespace imds::analyzer::link
