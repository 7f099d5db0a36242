// SPDX-License-Identifier: Apache-2.0
//
// Code that never names the address may still ask it, through an SDK. Which
// release of an SDK learned IMDSv2 is known (rules/software), and which one is
// used is written in the tree: a lock file, a manifest, a tag in CMake.
//
// An exact version is judged. A range is judged only if all of it is on one
// side; else it is `unknown`, and the reason says that a lock file settles it.
// What a build downloads without a version in the tree is not seen.
//
// Tested by software_test.cpp.
#include "analyzer/software.h"

#include "reports/rule_file.h"
#include "reports/versions.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <fnmatch.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <tuple>

namespace imds::analyzer {
namespace {

// A lock file of a large project has a few MB; more is no manifest.
constexpr std::uint64_t kMaxManifest = 32u << 20;

struct Package {
  std::string name;
  std::string first_v2; // empty: none ever
  std::string since_first_v2;
  std::string why;
};

/// One way in which one package is pinned in files of some names.
struct Pattern {
  std::size_t package;
  std::string ecosystem;
  std::vector<std::string> files;
  std::unique_ptr<RE2> version;
};

std::string replace_name(std::string pattern, const std::string& name) {
  for (auto at = pattern.find("NAME"); at != std::string::npos;
       at = pattern.find("NAME", at + name.size()))
    pattern.replace(at, 4, name);
  return pattern;
}

template <class Globs>
bool matches_name(const std::string& path, const Globs& globs) {
  const auto name = path.substr(path.rfind('/') + 1);
  return std::ranges::any_of(globs, [&](const std::string& glob) {
    return ::fnmatch(glob.c_str(), name.c_str(), 0) == 0;
  });
}

struct Spec {
  std::string version;      // the first version named
  bool lower_bound = false; // newer ones are allowed too
  bool upper_bound = false; // older ones are allowed too
};

/// "^2.500.0", ">= 1.13", "==1.7.0", "1.7.100".
Spec read_spec(std::string_view text) {
  Spec spec;
  const auto digit = text.find_first_of("0123456789");
  const auto sign = text.substr(0, digit);
  spec.lower_bound = sign.find_first_of("^>~*") != std::string_view::npos;
  spec.upper_bound = sign.find('<') != std::string_view::npos;
  if (digit != std::string_view::npos)
    text.remove_prefix(digit);
  spec.version = std::string(text.substr(0, text.find_first_of(", |")));
  return spec;
}

void judge(const Package& package, const Spec& spec, Software& found) {
  found.why = package.why;
  if (package.first_v2.empty()) {
    found.speaks = package.since_first_v2;
    return;
  }
  found.first_v2 = package.first_v2;
  const bool older = compare_versions(spec.version, package.first_v2) < 0;
  if (older ? spec.lower_bound : spec.upper_bound) {
    found.speaks = "unknown";
    found.why = "the range allows versions before and after the first one "
                "that speaks IMDSv2; a lock file or the installed version "
                "settles it";
    return;
  }
  found.speaks = older ? "v1" : package.since_first_v2;
}

} // namespace

struct SoftwareRules::Rules {
  std::vector<Package> packages;
  std::vector<Pattern> patterns;
  std::set<std::string> globs; // of all patterns, each once

  void add_package(const nlohmann::json& rule) {
    packages.push_back({rule["name"], rule.value("first_v2", ""),
                        rule["since_first_v2"], rule["why"]});
  }

  Result<void> add_pattern(const RuleFile& file, const nlohmann::json& known,
                           const nlohmann::json& manifest) {
    for (const std::string text : manifest["version"]) {
      auto regex = std::make_unique<RE2>(replace_name(text, known["pattern"]),
                                         RE2::Quiet);
      if (!regex->ok() || regex->NumberOfCapturingGroups() != 1)
        return fail(fmt::format("'{}' is no regular expression with one group"
                                " {}",
                                text, regex->error()),
                    file.path);
      globs.insert(manifest["files"].begin(), manifest["files"].end());
      patterns.push_back({packages.size() - 1, manifest["ecosystem"],
                          manifest["files"], std::move(regex)});
    }
    return {};
  }
};

SoftwareRules::SoftwareRules(std::unique_ptr<Rules> rules)
    : rules_(std::move(rules)) {}
SoftwareRules::SoftwareRules(SoftwareRules&&) noexcept = default;
SoftwareRules::~SoftwareRules() = default;

Result<SoftwareRules>
SoftwareRules::load(const std::vector<std::string>& extra_dirs) {
  const auto files = load_rules("software", extra_dirs);
  if (!files)
    return std::unexpected(files.error());
  std::vector<nlohmann::json> manifests;
  for (const auto& file : *files)
    for (const auto& m : file.content.value("manifests", nlohmann::json()))
      manifests.push_back(m);
  auto rules = std::make_unique<Rules>();
  for (const auto& file : *files)
    for (const auto& p : file.content.value("packages", nlohmann::json())) {
      rules->add_package(p);
      for (const auto& known : p["known_as"])
        for (const auto& m : manifests) {
          if (m["ecosystem"] != known["ecosystem"])
            continue;
          if (auto ok = rules->add_pattern(file, known, m); !ok)
            return std::unexpected(ok.error());
        }
    }
  return SoftwareRules(std::move(rules));
}

bool SoftwareRules::is_manifest(const std::string& path) const {
  return matches_name(path, rules_->globs);
}

std::vector<Software> SoftwareRules::read(const std::string& path,
                                          const std::string& text) const {
  std::vector<Software> all;
  for (const auto& pattern : rules_->patterns) {
    if (!matches_name(path, pattern.files))
      continue;
    re2::StringPiece rest(text), version;
    while (RE2::FindAndConsume(&rest, *pattern.version, &version)) {
      const auto& package = rules_->packages[pattern.package];
      const auto spec =
          read_spec(std::string_view(version.data(), version.size()));
      Software found;
      found.name = package.name;
      found.version = std::string(version);
      found.ecosystem = pattern.ecosystem;
      found.path = path;
      judge(package, spec, found);
      all.push_back(std::move(found));
    }
  }
  return all;
}

Result<std::vector<Software>> find_software(const Settings& settings,
                                            const Sources& sources) {
  std::vector<Software> all;
  const auto rules = SoftwareRules::load(settings.rules_dirs);
  if (!rules)
    return std::unexpected(rules.error());
  for (const auto& file : sources.files) {
    if (file.stamp.bytes > kMaxManifest || !rules->is_manifest(file.path))
      continue;
    std::ifstream in(settings.root + "/" + file.path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (auto& software : rules->read(file.path, text))
      all.push_back(std::move(software));
  }
  std::ranges::sort(all, {}, [](const Software& s) {
    return std::tie(s.path, s.name, s.version, s.ecosystem);
  });
  return all;
}

} // namespace imds::analyzer
