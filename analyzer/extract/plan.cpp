// SPDX-License-Identifier: Apache-2.0
// Which translation units are parsed, and with which flags.
//
// A file that the compilation database names is parsed as often as it is named
// there, with those flags. For every other file the command of the nearest
// file is taken, or a language default where there is no database; then the
// include folders that are missing are inferred from the tree. A relevant
// header that no planned unit includes is parsed on its own.
// Tested by tests/analyzer/extract/plan_test.cpp.
#include "analyzer/extract/compile_database.h"
#include "analyzer/extract/flags.h"
#include "analyzer/extract/include_finder.h"
#include "analyzer/pipeline.h"

#include <algorithm>
#include <filesystem>
#include <iterator>

namespace imds::analyzer {
namespace {

using Language = SourceFile::Language;

constexpr std::size_t kMostInferred = 24;

/// The folders that a command gives to the preprocessor, absolute.
std::vector<std::string> include_dirs(const std::vector<std::string>& flags,
                                      const std::string& directory) {
  std::vector<std::string> dirs;
  for (std::size_t i = 0; i + 1 < flags.size(); ++i) {
    const auto& flag = flags[i];
    if (flag != "-I" && flag != "-isystem" && flag != "-iquote" &&
        flag != "-idirafter")
      continue;
    const auto& dir = flags[++i];
    dirs.push_back(dir.starts_with("/") ? dir : directory + "/" + dir);
  }
  return dirs;
}

std::size_t same_start(const std::string& a, const std::string& b) {
  const auto end = std::ranges::mismatch(a, b).in1;
  return static_cast<std::size_t>(end - a.begin());
}

class Planner {
public:
  Planner(const Settings& settings, const Sources& sources,
          std::vector<CompileCommand> commands)
      : settings_(settings), sources_(sources), commands_(std::move(commands)),
        finder_(settings.root, paths(sources)) {}

  std::vector<Job> run() {
    std::vector<std::string> headers;
    for (const std::string& file : wanted())
      if (is_header_file(file))
        headers.push_back(file);
      else
        add(file);
    for (const std::string& header : headers)
      if (!included_.contains(header))
        add(header);
    return std::move(jobs_);
  }

private:
  static std::vector<std::string> paths(const Sources& sources) {
    std::vector<std::string> out;
    for (const SourceFile& file : sources.files)
      out.push_back(file.path);
    return out;
  }

  std::vector<std::string> wanted() const {
    if (settings_.prefilter)
      return commands_.empty() ? worth_inferring() : sources_.relevant;
    std::vector<std::string> out;
    for (const SourceFile& file : sources_.files)
      if (file.language == Language::c || file.language == Language::cpp ||
          file.language == Language::header)
        out.push_back(file.path);
    return out;
  }

  /// Without a database flags are guesses and a parse costs a second or more:
  /// the files with a hit, then their neighbours, then the rest. What is left
  /// out is still read by its tokens.
  std::vector<std::string> worth_inferring() const {
    std::set<std::string> hits, folders;
    for (const Mention& mention : sources_.mentions) {
      hits.insert(mention.file);
      folders.insert(folder_of(mention.file));
    }
    const auto distance = [&](const std::string& file) {
      return hits.contains(file)                 ? 0
             : folders.contains(folder_of(file)) ? 1
                                                 : 2;
    };
    auto files = sources_.relevant;
    std::ranges::sort(files, {}, [&](const std::string& file) {
      return std::pair(distance(file), file);
    });
    if (files.size() > kMostInferred)
      files.resize(kMostInferred);
    return files;
  }

  static std::string folder_of(const std::string& file) {
    return file.substr(0, file.find_last_of('/') + 1);
  }

  void add(const std::string& file) {
    const std::string path = settings_.root + "/" + file;
    bool named = false;
    for (const CompileCommand& command : commands_)
      if (command.file == path) {
        named = true;
        add(file, command, ir::ReadAs::build);
      }
    if (named)
      return;
    if (const CompileCommand* near = nearest(file))
      return add(file, *near, ir::ReadAs::inferred);
    add(file,
        {.file = path,
         .directory = settings_.root,
         .flags = default_flags(file, is_cpp(file)),
         .responses = {}},
        ir::ReadAs::inferred);
  }

  void add(const std::string& file, const CompileCommand& command,
           ir::ReadAs read_as) {
    auto flags = command.flags;
    const auto found =
        finder_.find(file, include_dirs(flags, command.directory));
    included_.insert(found.closure.begin(), found.closure.end());
    if (found.cpp20 && commands_.empty())
      std::ranges::replace(flags, kFirstStandard, kSecondStandard);
    if (is_header_file(file) && std::ranges::find(flags, "-x") == flags.end())
      flags.insert(flags.begin(), {"-x", is_cpp(file) ? "c++" : "c"});
    for (const std::string& dir : found.quote_dirs)
      flags.insert(flags.end(), {"-iquote", dir});
    for (const auto* dirs : {&found.dirs, &found.quote_dirs})
      for (const std::string& dir : *dirs)
        flags.insert(flags.end(), {"-idirafter", dir});
    flags.insert(flags.end(), settings_.extra_flags.begin(),
                 settings_.extra_flags.end());
    auto depends = finder_.take_looked_for();
    depends.insert(depends.end(), command.responses.begin(),
                   command.responses.end());
    jobs_.push_back({file, std::move(flags), command.directory, read_as,
                     relevant_among(found.closure),
                     worth_repair(file, found.closure), std::move(depends)});
  }

  /// A file with a hit, or one that defines what such a file includes: for
  /// the others a reading with errors is good enough. Files with hits come
  /// first where flags are inferred.
  bool worth_repair(const std::string& file,
                    const std::set<std::string>& closure) {
    if (!commands_.empty() || !settings_.prefilter)
      return true;
    const bool hit = std::ranges::any_of(
        sources_.mentions, [&](const Mention& m) { return m.file == file; });
    for (const std::string& included : closure)
      if (hit)
        near_.insert(stem_of(included));
    return hit || near_.contains(stem_of(file));
  }

  static std::string stem_of(const std::string& file) {
    return std::filesystem::path(file).stem().string();
  }

  /// Without a prefilter all matter.
  std::vector<std::string>
  relevant_among(const std::set<std::string>& closure) const {
    std::vector<std::string> out;
    if (settings_.prefilter)
      std::ranges::set_intersection(sources_.relevant, closure,
                                    std::back_inserter(out));
    return out;
  }

  /// The command of the file whose path is most alike, of the same language.
  const CompileCommand* nearest(const std::string& file) const {
    const std::string path = settings_.root + "/" + file;
    const bool cpp = is_cpp(file);
    const CompileCommand* best = nullptr;
    for (const CompileCommand& command : commands_)
      if (is_cpp_file(command.file) == cpp &&
          (best == nullptr ||
           same_start(command.file, path) > same_start(best->file, path)))
        best = &command;
    return best;
  }

  /// A header is of the language of the sources around it.
  bool is_cpp(const std::string& file) const {
    if (is_cpp_file(file))
      return true;
    if (is_c_file(file))
      return false;
    if (!file.ends_with(".h"))
      return true;
    std::size_t near_c = 0, near_cpp = 0;
    for (const SourceFile& other : sources_.files) {
      auto& near = other.language == Language::c ? near_c : near_cpp;
      if (other.language == Language::c || other.language == Language::cpp)
        near = std::max(near, same_start(other.path, file) + 1);
    }
    return near_cpp >= near_c;
  }

  const Settings& settings_;
  const Sources& sources_;
  std::vector<CompileCommand> commands_;
  IncludeFinder finder_;
  std::set<std::string> included_;
  std::set<std::string> near_; // stems of what files with hits include
  std::vector<Job> jobs_;
};

} // namespace

Result<std::vector<Job>> plan(const Settings& settings,
                              const Sources& sources) {
  std::vector<CompileCommand> commands;
  if (!settings.build_dir.empty()) {
    auto read = read_compile_database(settings.build_dir);
    if (!read)
      return std::unexpected(read.error());
    commands = *std::move(read);
  }
  return Planner(settings, sources, std::move(commands)).run();
}

} // namespace imds::analyzer
