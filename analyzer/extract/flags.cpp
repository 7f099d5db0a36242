// SPDX-License-Identifier: Apache-2.0
// A compile command says how some compiler was called. What matters here are
// the flags that decide what the text means: -I -D -U -include -std -x and the
// language switches. Others are harmless at best; GCC's own stop Clang, PCH and
// module files are of the wrong kind, and outputs must not be written.
// Tested by tests/analyzer/extract/flags_test.cpp.
#include "analyzer/extract/flags.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

namespace imds::analyzer {
namespace {

constexpr int kMaxResponseDepth = 5;

bool starts_with_any(std::string_view flag, const auto& prefixes) {
  return std::ranges::any_of(
      prefixes, [&](std::string_view p) { return flag.starts_with(p); });
}

bool is_any(std::string_view flag, const auto& names) {
  return std::ranges::find(names, flag) != std::end(names);
}

/// Kept, with the value that follows or is glued on.
constexpr std::string_view kValued[] = {"-I",           "-D",
                                        "-U",           "-isystem",
                                        "-iquote",      "-include",
                                        "-idirafter",   "-imacros",
                                        "-isysroot",    "-x",
                                        "-target",      "-iprefix",
                                        "-iwithprefix", "-iwithprefixbefore",
                                        "-cxx-isystem"};

/// Dropped, with the value that follows in an argument of its own.
constexpr std::string_view kDroppedPairs[] = {"-o",
                                              "-MF",
                                              "-MT",
                                              "-MQ",
                                              "-MJ",
                                              "-Xlinker",
                                              "-L",
                                              "-l",
                                              "-arch",
                                              "-Xassembler",
                                              "-Xpreprocessor",
                                              "-include-pch",
                                              "-dumpbase",
                                              "-dumpdir",
                                              "-aux-info",
                                              "--param",
                                              "-z",
                                              "-T",
                                              "-u",
                                              "-index-store-path",
                                              "-Xclang",
                                              "-mllvm",
                                              "-dependency-file"};

constexpr std::string_view kKept[] = {"-ansi",
                                      "-pthread",
                                      "-nostdinc",
                                      "-nostdinc++",
                                      "-undef",
                                      "-trigraphs",
                                      "-fchar8_t",
                                      "-fno-char8_t",
                                      "-fshort-wchar",
                                      "-funsigned-char",
                                      "-fsigned-char",
                                      "-fms-extensions",
                                      "-fms-compatibility",
                                      "-fno-rtti",
                                      "-fno-exceptions",
                                      "-fexceptions",
                                      "-fcoroutines",
                                      "-fopenmp",
                                      "-fblocks",
                                      "-m32",
                                      "-m64",
                                      "-fshort-enums",
                                      "-fconcepts"};

constexpr std::string_view kKeptPrefixes[] = {
    "-std=", "--std=", "-stdlib=", "--sysroot=", "--target="};

/// GCC's name of a switch, and Clang's; "" where Clang has none.
std::string translated(const std::string& flag) {
  if (flag == "-fcoroutines" || flag == "-fconcepts")
    return "";
  if (flag.starts_with("--std="))
    return flag.substr(1);
  return flag;
}

bool is_launcher(const std::string& word) {
  static constexpr std::string_view kLaunchers[] = {
      "ccache", "distcc", "sccache", "icecc", "env", "time", "gomacc"};
  return is_any(std::filesystem::path(word).filename().string(), kLaunchers);
}

void expand_response(std::vector<std::string>& command,
                     const std::string& directory, int depth,
                     std::vector<std::string>& responses) {
  std::vector<std::string> out;
  for (std::string& word : command) {
    if (!word.starts_with("@") || depth >= kMaxResponseDepth) {
      out.push_back(std::move(word));
      continue;
    }
    // Module maps of GCC are response files in form only.
    if (word.ends_with(".modmap"))
      continue;
    const auto path = std::filesystem::path(directory) / word.substr(1);
    responses.push_back(path.string());
    std::ifstream in(path);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    auto words = split_command(text);
    expand_response(words, directory, depth + 1, responses);
    std::ranges::move(words, std::back_inserter(out));
  }
  command = std::move(out);
}

bool is_pch(const std::string& file) {
  return file.ends_with(".gch") || file.ends_with(".pch") ||
         file.find("cmake_pch") != std::string::npos;
}

/// "-I" of "-Ifoo" and of "-I", "foo"; "" of another flag.
std::string_view valued(const std::string& flag) {
  std::string_view best;
  for (const std::string_view name : kValued)
    if (flag.starts_with(name) && name.size() > best.size())
      best = name;
  return best;
}

/// Walks a command and keeps what Clang needs.
class Cleaner {
public:
  explicit Cleaner(const std::vector<std::string>& command)
      : command_(command) {}

  std::vector<std::string> run(std::size_t from) {
    for (at_ = from; at_ < command_.size(); ++at_)
      take(command_[at_]);
    return std::move(out_);
  }

private:
  void take(const std::string& flag) {
    if (flag == "--") {
      at_ = command_.size(); // inputs follow
    } else if (is_any(flag, kDroppedPairs)) {
      ++at_;
    } else if (const auto name = valued(flag); !name.empty()) {
      take_valued(flag, std::string(name));
    } else if (is_any(flag, kKept) || starts_with_any(flag, kKeptPrefixes)) {
      if (std::string kept = translated(flag); !kept.empty())
        out_.push_back(std::move(kept));
    }
  }

  void take_valued(const std::string& flag, const std::string& name) {
    std::string value = flag.substr(name.size());
    if (value.empty() && at_ + 1 < command_.size())
      value = command_[++at_];
    if (name == "-include" && is_pch(value))
      return;
    out_.push_back(name);
    out_.push_back(std::move(value));
  }

  const std::vector<std::string>& command_;
  std::vector<std::string> out_;
  std::size_t at_ = 0;
};

std::string extension(const std::string& file) {
  return std::filesystem::path(file).extension().string();
}

} // namespace

std::vector<std::string> split_command(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  bool in_word = false;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool escaped = c == '\\' && quote != '\'' && i + 1 < text.size();
    const bool blank = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (escaped) {
      word += text[++i];
      in_word = true;
    } else if (quote != 0 && c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
      in_word = true;
    } else if (quote == 0 && blank) {
      if (in_word)
        words.push_back(std::exchange(word, {}));
      in_word = false;
    } else {
      word += c;
      in_word = true;
    }
  }
  if (in_word)
    words.push_back(std::move(word));
  return words;
}

std::vector<std::string> clean_flags(std::vector<std::string> command,
                                     const std::string& directory,
                                     std::vector<std::string>& responses) {
  expand_response(command, directory, 0, responses);
  std::size_t first = 0;
  while (first < command.size() &&
         (is_launcher(command[first]) ||
          command[first].find('=') != std::string::npos))
    ++first;
  return Cleaner(command).run(first + 1);
}

bool is_c_file(const std::string& file) { return extension(file) == ".c"; }

bool is_cpp_file(const std::string& file) {
  static constexpr std::string_view kExtensions[] = {
      ".cc", ".cpp", ".cxx", ".c++", ".C", ".cppm", ".ixx", ".mm", ".cu"};
  return is_any(extension(file), kExtensions);
}

bool is_header_file(const std::string& file) {
  static constexpr std::string_view kExtensions[] = {
      ".h",   ".hh",  ".hpp", ".hxx", ".h++", ".H",  ".inc", ".inl",
      ".ipp", ".tcc", ".tpp", ".txx", ".def", ".ii", ".ixx", ".cuh"};
  return is_any(extension(file), kExtensions);
}

std::vector<std::string> default_flags(const std::string& file, bool cpp) {
  if (is_c_file(file) || !cpp)
    return {"-x", "c", "-std=gnu17"};
  return {"-x", "c++", kFirstStandard};
}

} // namespace imds::analyzer
