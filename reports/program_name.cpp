// SPDX-License-Identifier: Apache-2.0
#include "reports/program_name.h"

#include <algorithm>
#include <array>

namespace imds::report {
namespace {

constexpr std::array kInterpreters = {
    "python", "perl", "ruby", "node", "nodejs", "java", "bash",   "sh",
    "dash",   "ash",  "zsh",  "ksh",  "php",    "pwsh", "Rscript"};
constexpr std::array kFetchers = {"curl", "wget", "nc", "ncat", "busybox"};

// "python3.11" and "ruby2.7" are python and ruby.
std::string_view without_version(std::string_view program) {
  const auto end = program.find_last_not_of("0123456789.-");
  return program.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

// "registry:5000/shop/cart", "1.4" and "sha256:3f8a..." of an image.
struct ImageParts {
  std::string_view name, tag, digest;
};

ImageParts parts_of(std::string_view image) {
  ImageParts parts;
  if (const auto at = image.find('@'); at != image.npos) {
    parts.digest = image.substr(at + 1);
    image = image.substr(0, at);
  }
  const auto colon = image.rfind(':');
  const bool is_port =
      colon != image.npos && image.find('/', colon) != image.npos;
  if (colon != image.npos && !is_port) {
    parts.tag = image.substr(colon + 1);
    image = image.substr(0, colon);
  }
  parts.name = image;
  return parts;
}

bool runs_inline_text(std::string_view option) {
  return option == "-c" || option == "-e" || option == "-m" || option == "-r";
}

/// What Java's launcher runs: a jar, a module or a class, behind options of
/// which some have their value in the next word.
std::string_view run_by_java(std::span<const std::string_view> argv) {
  constexpr std::array<std::string_view, 3> kRuns = {"-jar", "-m", "--module"};
  constexpr std::array<std::string_view, 11> kWithValue = {
      "-cp",           "-classpath",     "--class-path",         "-p",
      "--module-path", "--add-modules",  "--add-exports",        "--add-opens",
      "--add-reads",   "--patch-module", "--upgrade-module-path"};
  const auto is_one_of = [](const auto& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
  };
  for (std::size_t i = 1; i < argv.size(); ++i)
    if (is_one_of(kRuns, argv[i]))
      return i + 1 < argv.size() ? argv[i + 1] : std::string_view();
    else if (is_one_of(kWithValue, argv[i]))
      ++i;
    else if (!argv[i].empty() && argv[i][0] != '-' && argv[i][0] != '@')
      return argv[i];
  return {};
}

} // namespace

std::string_view base_name(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view script_of(std::string_view program,
                           std::span<const std::string_view> argv) {
  const auto plain = without_version(base_name(program));
  if (std::ranges::find(kInterpreters, plain) == kInterpreters.end())
    return {};
  if (plain == "java")
    return run_by_java(argv);
  for (std::size_t i = 1; i < argv.size(); ++i) {
    if (plain == "python" && argv[i] == "-m" && i + 1 < argv.size())
      return argv[i + 1];
    if (runs_inline_text(argv[i]))
      return {};
    if (!argv[i].empty() && argv[i].front() != '-')
      return argv[i];
  }
  return {};
}

bool is_fetcher(std::string_view program) {
  return std::ranges::find(kFetchers, base_name(program)) != kFetchers.end();
}

std::string_view agent_product(std::string_view user_agent) {
  return user_agent.substr(0, user_agent.find_first_of("/ ("));
}

std::string unit_family(std::string_view unit, bool contained) {
  const bool scope = unit.ends_with(".scope");
  if (scope && contained)
    return {};
  if (const auto at = unit.find('@'); at != std::string_view::npos)
    return std::string(unit.substr(0, at + 1)) +
           std::string(unit.substr(std::min(unit.rfind('.'), unit.size())));
  if (!scope && !unit.starts_with("run-"))
    return std::string(unit);
  const auto dash = unit.find('-');
  if (dash == std::string_view::npos)
    return std::string(unit);
  return std::string(unit.substr(0, dash)) + "-*" +
         std::string(unit.substr(unit.rfind('.')));
}

// A runtime may write out what people leave away: Docker Hub, and its folder of
// official images.
std::string image_family(std::string_view image) {
  std::string_view name = parts_of(image).name;
  for (const std::string_view implied : {"docker.io/", "library/"})
    if (name.starts_with(implied))
      name.remove_prefix(implied.size());
  return std::string(name);
}

std::string image_version(std::string_view image) {
  constexpr std::size_t kEnough = std::string_view("sha256:").size() + 12;
  const ImageParts parts = parts_of(image);
  return std::string(parts.tag.empty() ? parts.digest.substr(0, kEnough)
                                       : parts.tag);
}

} // namespace imds::report
