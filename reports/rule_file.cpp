// SPDX-License-Identifier: Apache-2.0
#include "reports/rule_file.h"

#include "reports/rule_schema.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

namespace imds {
namespace fs = std::filesystem;
namespace {

/// More than this is no rule file.
constexpr std::uintmax_t kMaxRuleFile = 8u << 20;

Result<std::string> slurp(const fs::path& path) {
  std::error_code ec;
  auto size = fs::file_size(path, ec);
  if (ec)
    return fail("cannot read: " + ec.message(), path.string());
  if (size > kMaxRuleFile)
    return fail("is larger than 8 MB, which no rule file is", path.string());
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return fail("cannot open for reading", path.string());
  return std::string(std::istreambuf_iterator<char>(in), {});
}

Result<nlohmann::json> read_schema(const fs::path& rules,
                                   const std::string& kind) {
  fs::path path = rules / "schema" / (kind + ".schema.json");
  auto text = slurp(path);
  if (!text)
    return std::unexpected(text.error());
  auto schema = nlohmann::json::parse(*text, nullptr, false);
  if (schema.is_discarded())
    return fail("is not JSON; this is a bug", path.string());
  return schema;
}

/// Adds the *.json of one folder; a later folder wins over an earlier one.
Result<void> collect(const fs::path& dir, bool must_exist,
                     std::map<std::string, fs::path>& files) {
  std::error_code ec;
  fs::directory_iterator entries(dir, ec);
  if (ec == std::errc::no_such_file_or_directory && !must_exist)
    return {};
  if (ec)
    return fail("cannot read the rules: " + ec.message(), dir.string());
  for (const auto& entry : entries)
    if (entry.path().extension() == ".json")
      files[entry.path().filename().string()] = entry.path();
  return {};
}

/// A folder that holds none of the built-in one's folders would be ignored as a
/// whole: that is a rule file in the wrong place.
Result<void> check_extra_dir(const fs::path& dir, const fs::path& builtin) {
  const std::string hint = "--rules wants a folder laid out like the built-in "
                           "one, for example DIR/clients/my_client.json";
  std::error_code ec;
  if (!fs::is_directory(dir, ec))
    return fail("is not a folder of rules", dir.string(), hint);
  for (const auto& entry : fs::directory_iterator(builtin, ec))
    if (fs::exists(dir / entry.path().filename(), ec))
      return {};
  return fail("holds no rules", dir.string(), hint);
}

} // namespace

Result<std::string> builtin_rules_dir() {
  std::error_code ec;
  fs::path self = fs::read_symlink("/proc/self/exe", ec);
  if (ec)
    return fail("cannot find the program itself: " + ec.message(),
                "/proc/self/exe");
  for (fs::path dir = self.parent_path(); dir.has_relative_path();
       dir = dir.parent_path()) {
    fs::path rules = dir / "share" / "imds-ready" / "rules";
    if (fs::is_directory(rules, ec))
      return rules.string();
  }
  return fail("the built-in rules are missing", self.string(),
              "install share/imds-ready/rules beside the bin folder");
}

Result<std::vector<RuleFile>>
load_rules(const std::string& kind,
           const std::vector<std::string>& extra_dirs) {
  auto builtin = builtin_rules_dir();
  if (!builtin)
    return std::unexpected(builtin.error());
  auto schema = read_schema(*builtin, kind);
  if (!schema)
    return std::unexpected(schema.error());

  std::map<std::string, fs::path> paths;
  if (auto ok = collect(fs::path(*builtin) / kind, /*must_exist=*/true, paths);
      !ok)
    return std::unexpected(ok.error());
  for (const std::string& dir : extra_dirs) {
    if (auto ok = check_extra_dir(dir, *builtin); !ok)
      return std::unexpected(ok.error());
    if (auto ok = collect(fs::path(dir) / kind, false, paths); !ok)
      return std::unexpected(ok.error());
  }

  std::vector<RuleFile> files;
  for (const auto& [name, path] : paths) {
    auto text = slurp(path);
    if (!text)
      return std::unexpected(text.error());
    auto content = parse_checked(path.string(), *text, *schema);
    if (!content)
      return std::unexpected(content.error());
    files.push_back({path.string(), std::move(*content)});
  }
  return files;
}

std::string nearest(const std::string& word,
                    const std::vector<std::string>& candidates) {
  auto distance = [](const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
      row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      std::size_t diagonal = row[0];
      row[0] = i;
      for (std::size_t j = 1; j <= b.size(); ++j) {
        std::size_t substituted = diagonal + (a[i - 1] != b[j - 1]);
        diagonal = row[j];
        row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
      }
    }
    return row[b.size()];
  };
  std::string best;
  std::size_t limit = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string& candidate : candidates)
    if (std::size_t d = distance(word, candidate); d < limit) {
      limit = d;
      best = candidate;
    }
  return best;
}

} // namespace imds
