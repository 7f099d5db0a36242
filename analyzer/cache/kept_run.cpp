// SPDX-License-Identifier: Apache-2.0
//
// A second run over a tree in which nothing changed lists the tree, asks the
// file system for the stamps of what the first run read, and is done. What it
// may believe, and why, is docs/skipping.md; in short, a conclusion holds if
// all of this is the same:
//
//   the question   options and inputs: the name of the file
//   the world      the program, the parser, Clang, every file of the rules,
//                  every file of the tree: one digest
//   other files    what else Clang read or missed: system headers, build
//                  output, places without a header. Their names stand in the
//                  file, since nothing else tells where to look
//
// Tested by kept_run_test.cpp and again_test.cpp.
#include "analyzer/cache/kept_run.h"

#include "analyzer/cache/kept_file.h"
#include "analyzer/cache/kept_json.h"
#include "analyzer/cache/surroundings.h"

#include <exception>
#include <filesystem>
#include <unordered_set>

namespace imds::analyzer {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

std::string absolute(const std::string& path) {
  std::error_code error;
  return path.empty() ? path : fs::absolute(path, error).string();
}

/// The question, but for what the tree and the rules say.
std::string name_of(const Settings& settings, bool with_clang) {
  Digest digest;
  digest.add(settings.root);
  digest.add(settings.inputs);
  digest.add(absolute(settings.build_dir));
  digest.add(settings.extra_flags);
  for (const std::string& dir : settings.rules_dirs)
    digest.add(absolute(dir));
  digest.add(static_cast<std::uint64_t>(settings.unit_timeout_s));
  digest.add(settings.prefilter ? 1u : 0u);
  digest.add(with_clang ? 1u : 0u);
  return digest.text();
}

json put(const Conclusion& conclusion) {
  const Analysis& from = conclusion.analysis;
  json findings = json::array();
  for (const Noted& noted : from.findings)
    findings.push_back(noted.finding);
  return {{"root", from.root},
          {"scan", from.scan},
          {"findings", std::move(findings)},
          {"software", from.software},
          {"mentions", from.mentions},
          {"over_budget", from.over_budget},
          {"suggestions", from.suggestions},
          {"looked_at_code", from.looked_at_code},
          {"commented", conclusion.commented}};
}

Conclusion conclusion_of(const json& from) {
  Conclusion conclusion;
  Analysis& to = conclusion.analysis;
  from.at("root").get_to(to.root);
  from.at("scan").get_to(to.scan);
  for (const json& finding : from.at("findings"))
    to.findings.push_back(
        {finding.get<Finding>(), Standing::reported, std::string()});
  from.at("software").get_to(to.software);
  from.at("mentions").get_to(to.mentions);
  from.at("over_budget").get_to(to.over_budget);
  from.at("suggestions").get_to(to.suggestions);
  from.at("looked_at_code").get_to(to.looked_at_code);
  from.at("commented").get_to(conclusion.commented);
  return conclusion;
}

} // namespace

KeptRun::KeptRun(const Settings& settings, bool with_clang,
                 const Sources& listed, std::int64_t begun)
    : settings_(settings), listed_(listed), begun_(begun) {
  if (settings.cache_dir.empty())
    return;
  Digest world;
  add_surroundings(world);
  add_program(world);
  if (!add_rules(world, settings.rules_dirs, begun))
    return;
  add_tree(world);
  if (!settings.build_dir.empty()) {
    add_file(world, settings.build_dir);
    add_file(world, settings.build_dir + "/compile_commands.json");
  }
  world_ = world.text();
  path_ = settings.cache_dir + "/runs/" + name_of(settings, with_clang);
}

void KeptRun::add_tree(Digest& world) {
  for (const SourceFile& file : listed_.files) {
    world.add(file.path);
    world.add(file.stamp);
    settled_ = settled_ && is_settled(file.stamp, begun_);
  }
  world.add(listed_.unread);
  for (const auto& [reason, count] : listed_.skipped) {
    world.add(reason);
    world.add(count);
  }
}

void KeptRun::add_file(Digest& world, const std::string& path) {
  const Stamp stamp = stamp_of(path);
  world.add(stamp);
  settled_ = settled_ && is_settled(stamp, begun_);
}

std::string KeptRun::digest_of_files(const std::vector<std::string>& paths,
                                     bool& settled) const {
  Digest digest;
  for (const std::string& path : paths) {
    const Stamp stamp = stamp_of(path);
    settled = settled && is_settled(stamp, begun_);
    digest.add(stamp);
  }
  return digest.text();
}

std::optional<Conclusion> KeptRun::find() const {
  const auto bytes = path_.empty() ? std::nullopt : read_kept(path_);
  if (!bytes)
    return std::nullopt;
  try {
    const json entry = json::from_cbor(*bytes);
    if (entry.at("world").get_ref<const std::string&>() != world_)
      return std::nullopt;
    bool settled = true;
    const auto files = entry.at("files").get<std::vector<std::string>>();
    if (entry.at("stamps") != digest_of_files(files, settled))
      return std::nullopt;
    return conclusion_of(entry.at("conclusion"));
  } catch (const std::exception&) {
    return std::nullopt; // Whole, and of another format.
  }
}

void KeptRun::keep(const Conclusion& conclusion,
                   const std::vector<std::string>& depends) const {
  if (path_.empty() || !settled_)
    return;
  std::unordered_set<std::string> known;
  for (const SourceFile& file : listed_.files)
    known.insert(settings_.root + "/" + file.path);
  std::vector<std::string> files;
  for (const std::string& path : depends)
    if (!known.contains(path))
      files.push_back(path);
  bool settled = true;
  auto stamps = digest_of_files(files, settled);
  if (settled)
    write_kept(path_, json::to_cbor({{"world", world_},
                                     {"files", std::move(files)},
                                     {"stamps", std::move(stamps)},
                                     {"conclusion", put(conclusion)}}));
}

} // namespace imds::analyzer
