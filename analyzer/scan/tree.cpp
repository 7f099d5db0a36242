// SPDX-License-Identifier: Apache-2.0
#include "analyzer/scan/tree.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

namespace imds::analyzer {

namespace fs = std::filesystem;
using Language = SourceFile::Language;

namespace {

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list,
              std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

constexpr std::array<std::string_view, 10> kCpp = {
    ".cpp", ".cc", ".cxx", ".c++", ".C", ".cppm", ".ixx", ".mm", ".cu", ".ino"};
constexpr std::array<std::string_view, 13> kHeader = {
    ".h",   ".hpp", ".hh",  ".hxx", ".h++", ".H",  ".inl",
    ".ipp", ".tpp", ".tcc", ".txx", ".inc", ".cuh"};
constexpr std::array<std::string_view, 6> kShell = {".sh",  ".bash", ".ksh",
                                                    ".zsh", ".dash", ".ash"};
/// Shell text by its whole name, without a first line that says so.
constexpr std::array<std::string_view, 7> kShellStart = {
    ".bashrc", ".bash_profile", ".bash_login", ".profile",
    ".zshrc",  ".kshrc",        ".envrc"};
/// What a file that a build or a deployment fills in ends in.
constexpr std::array<std::string_view, 9> kTemplate = {
    ".in",  ".tmpl",  ".tpl",  ".template", ".j2",
    ".erb", ".jinja", ".dist", ".mustache"};
constexpr std::array<std::string_view, 5> kVersionControl = {
    ".git", ".hg", ".svn", ".bzr", "CVS"};
/// What lies where a build's source starts.
constexpr std::array kDescribesBuild = {"CMakeLists.txt", "meson.build",
                                        "configure", "configure.py"};

/// A build's output and not its source: in a tree that was built where it lies
/// they are one folder.
bool is_build_output(const fs::path& folder) {
  const auto holds = [&folder](const char* name) {
    std::error_code error;
    return fs::exists(folder / name, error);
  };
  return (holds("CMakeCache.txt") || holds(".ninja_log")) &&
         std::ranges::none_of(kDescribesBuild, holds);
}

/// Why a folder is passed over: nobody edits what is in it.
const char* why_skipped(const fs::path& folder) {
  if (contains(kVersionControl, folder.filename().string()))
    return "version control";
  return is_build_output(folder) ? "build output" : nullptr;
}

class Walk {
public:
  Walk(const Settings& settings, Sources& sources)
      : root_(settings.root), sources_(sources) {}

  void visit(const fs::path& path) {
    std::error_code error;
    fs::file_status status = fs::status(path, error);
    if (fs::is_regular_file(status))
      return add(path);
    if (!fs::is_directory(status)) {
      sources_.unread.push_back(relative(path));
      return;
    }
    folders_.push_back(path);
    while (!folders_.empty()) {
      fs::path folder = std::move(folders_.back());
      folders_.pop_back();
      walk(folder);
    }
  }

private:
  std::string relative(const fs::path& path) const {
    std::string text = path.lexically_normal().string();
    std::string prefix = fs::path(root_).lexically_normal().string();
    if (!prefix.empty() && !prefix.ends_with('/'))
      prefix += '/';
    if (prefix == "./")
      prefix.clear();
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
  }

  void add(const fs::path& path) {
    SourceFile file;
    file.path = relative(path);
    file.language = language_of(file.path);
    file.stamp = stamp_of(path.string());
    sources_.files.push_back(std::move(file));
  }

  void walk(const fs::path& folder) {
    std::error_code error;
    fs::directory_iterator at(folder, error), end;
    while (!error && at != end) {
      enter(*at);
      at.increment(error);
    }
    if (error)
      sources_.unread.push_back(relative(folder));
  }

  void enter(const fs::directory_entry& entry) {
    std::error_code error;
    bool link = entry.is_symlink(error);
    if (entry.is_directory(error)) {
      if (link)
        ++sources_.skipped["link to a folder"];
      else if (const char* reason = why_skipped(entry.path()))
        ++sources_.skipped[reason];
      else
        folders_.push_back(entry.path());
    } else if (entry.is_regular_file(error)) {
      add(entry.path());
    } else {
      ++sources_.skipped[link ? "dangling link" : "special file"];
    }
  }

  std::string root_;
  Sources& sources_;
  std::vector<fs::path> folders_; // still to read
};

} // namespace

Language language_of(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  std::size_t dot = name.rfind('.');
  std::string_view ending =
      dot == std::string_view::npos ? "" : name.substr(dot);
  if (name.starts_with("Dockerfile") || name.starts_with("Containerfile") ||
      name == "dockerfile" || name == "containerfile" ||
      ending == ".dockerfile" || ending == ".Dockerfile")
    return Language::dockerfile;
  if (contains(kTemplate, ending)) // config.h.in, run.sh.j2
    return language_of(path.substr(0, path.size() - ending.size()));
  if (ending == ".c")
    return Language::c;
  if (contains(kCpp, ending))
    return Language::cpp;
  if (contains(kHeader, ending))
    return Language::header;
  const bool shell = contains(kShell, ending) || contains(kShellStart, name);
  return shell ? Language::shell : Language::other;
}

/// The program of a first line, without its folder and options: of
/// "#!/usr/bin/env -S bash -e" and of "#! @BASH@" it is bash, of
/// "#!@BASH_SHELL@" bash_shell.
static std::string interpreter(std::string_view line) {
  std::string program;
  while (!line.empty()) {
    std::size_t start = line.find_first_not_of(" \t\r");
    if (start == std::string_view::npos)
      break;
    line.remove_prefix(start);
    std::size_t end = std::min(line.find_first_of(" \t\r"), line.size());
    std::string_view word = line.substr(0, end);
    line.remove_prefix(end);
    if (word.starts_with('-'))
      continue;
    program = word.substr(word.rfind('/') + 1);
    if (program != "env")
      break;
  }
  std::erase(program, '@');
  for (char& c : program)
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return program;
}

bool begins_as_shell(std::string_view text) {
  if (!text.starts_with("#!"))
    return false;
  std::string_view line =
      text.substr(2, std::min(text.find('\n'), text.size()) - 2);
  static constexpr std::array<std::string_view, 9> kShells = {
      "sh",  "bash",  "ksh",        "zsh",      "dash",
      "ash", "shell", "openrc-run", "runscript"};
  std::string program = interpreter(line);
  return contains(kShells, program.substr(0, program.find('_')));
}

Sources list_sources(const Settings& settings) {
  Sources sources;
  Walk walk(settings, sources);
  for (const std::string& input : settings.inputs)
    walk.visit(input);
  auto by_path = [](const SourceFile& a, const SourceFile& b) {
    return a.path < b.path;
  };
  std::ranges::sort(sources.files, by_path);
  auto same = [](const SourceFile& a, const SourceFile& b) {
    return a.path == b.path;
  };
  auto copies = std::ranges::unique(sources.files, same);
  sources.files.erase(copies.begin(), copies.end());
  std::ranges::sort(sources.unread);
  return sources;
}

} // namespace imds::analyzer
