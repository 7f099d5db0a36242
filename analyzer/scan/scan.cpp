// SPDX-License-Identifier: Apache-2.0
//
// The first look at a tree, without Clang: which files are there, where do
// they mention IMDS, and which C and C++ files have to be parsed.
//
// Files are read once, by as many threads as the user allows. A file without
// any needle is done after one pass over its bytes; in the others each needle
// is confirmed by parsing what stands around it (mentions.cpp) and placed in
// a comment, dead code or code (places.cpp). relevance.cpp then asks for the
// files that share names with the hits.
//
// Skipping a file is sound as far as every request needs a text that spells
// the endpoint, a path or an SDK name, somewhere, and the files between that
// text and the request share names with it. What this misses: an endpoint that
// comes only from a configuration file or the network, a name that is pasted
// together by a macro, a text that is built from single characters. The
// setting prefilter = false makes all C and C++ files relevant. The whole
// argument is docs/skipping.md.
//
// Tested by scan_test.cpp.
#include "analyzer/scan/mapped_file.h"
#include "analyzer/scan/mentions.h"
#include "analyzer/scan/places.h"
#include "analyzer/scan/relevance.h"
#include "analyzer/scan/sdk_names.h"
#include "analyzer/scan/tree.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <thread>

namespace imds::analyzer {

namespace {

using Language = SourceFile::Language;

/// What one file gave.
struct Looked {
  std::vector<Mention> mentions;
  const char* skipped = nullptr;
  bool unread = false;
  bool names_sdk = false;
  bool names_command = false;
  bool program = false;
};

bool is_binary(std::string_view text) {
  return text.substr(0, 1024).find('\0') != std::string_view::npos;
}

/// What this program wrote itself: evidence that is kept as a baseline, a
/// report, a SARIF file. It only repeats what the tree says.
bool is_own_output(std::string_view text) {
  constexpr std::size_t kHead = 512;
  const auto head = text.substr(0, kHead);
  return head.starts_with("{\"fact\":\"") ||
         head.starts_with("{\n\"schema\": 1,\n\"verdict\": \"") ||
         (head.starts_with("{\n  \"$schema\": ") &&
          head.find("\"name\": \"imds-ready\"") != std::string_view::npos);
}

class Scanner {
public:
  Scanner(const Settings& settings, const Imds& imds, AskingNames names,
          Sources listed)
      : settings_(settings), finder_(imds), sdk_(names.sdk, kFoldCase),
        commands_(names.commands, kFoldCase), sources_(std::move(listed)) {
    sources_.sdk_names = std::move(names.sdk);
  }

  Sources run() {
    looked_.resize(sources_.files.size());
    std::vector<std::jthread> threads;
    for (int i = 1; i < std::clamp(settings_.jobs, 1, 16); ++i)
      threads.emplace_back([this] { work(); });
    work();
    threads.clear(); // Waits for them.
    collect();
    return std::move(sources_);
  }

private:
  static constexpr bool kFoldCase = false;

  /// Takes files until none is left.
  void work() {
    constexpr std::size_t kTake = 16;
    for (;;) {
      std::size_t from = next_.fetch_add(kTake);
      if (from >= sources_.files.size())
        return;
      std::size_t to = std::min(from + kTake, sources_.files.size());
      for (std::size_t i = from; i < to; ++i)
        look_at(sources_.files[i], looked_[i]);
    }
  }

  std::string full_path(const std::string& path) const {
    return path.starts_with('/') ? path : settings_.root + "/" + path;
  }

  void look_at(SourceFile& file, Looked& looked) const {
    MappedFile mapped(full_path(file.path));
    if (mapped.state() != MappedFile::State::ready) {
      looked.unread = true;
      if (mapped.state() == MappedFile::State::too_large)
        looked.skipped = "larger than 256 MB";
      return;
    }
    std::string_view text = mapped.text();
    if (is_binary(text)) {
      // Source in UTF-16 has zeros, too, and no reader here knows it.
      looked.unread = file.language != Language::other;
      looked.skipped = "binary";
      looked.program = text.starts_with("\x7f"
                                        "ELF");
      return;
    }
    looked.names_command = !commands_.empty() && commands_.any(text);
    looked.names_sdk =
        is_c_family(file.language) &&
        (looked.names_command || (!sdk_.empty() && sdk_.any(text)));
    if (looked.names_command && file.language == Language::other &&
        begins_as_shell(text))
      file.language = Language::shell;
    if (!finder_.may_hit(text))
      return;
    if (file.language == Language::other && is_own_output(text)) {
      looked.skipped = "output of imds-ready";
      return;
    }
    std::vector<Hit> hits = finder_.find(text);
    if (!hits.empty() && file.language == Language::other &&
        begins_as_shell(text))
      file.language = Language::shell;
    looked.mentions = place_hits(file, text, hits);
  }

  void collect() {
    std::vector<Seed> seeds;
    for (std::size_t i = 0; i < looked_.size(); ++i) {
      const SourceFile& file = sources_.files[i];
      Looked& looked = looked_[i];
      if (looked.unread)
        sources_.unread.push_back(file.path);
      if (looked.skipped != nullptr)
        ++sources_.skipped[looked.skipped];
      if (looked.program)
        sources_.programs.push_back(file.path);
      Seed seed{file.path, {}};
      for (const Mention& mention : looked.mentions)
        if (mention.state == MentionState::unexplained)
          seed.lines.push_back(mention.line);
      bool matters = !seed.lines.empty() || looked.names_sdk;
      if (is_c_family(file.language) && matters)
        seeds.push_back(std::move(seed));
      if (looked.names_command)
        sources_.running.insert(file.path);
      std::ranges::move(looked.mentions, std::back_inserter(sources_.mentions));
    }
    std::ranges::sort(sources_.unread);
    choose_relevant(seeds);
  }

  void choose_relevant(const std::vector<Seed>& seeds) {
    std::vector<std::string> code;
    for (std::size_t i = 0; i < looked_.size(); ++i)
      if (is_c_family(sources_.files[i].language) &&
          looked_[i].skipped == nullptr && !looked_[i].unread)
        code.push_back(sources_.files[i].path);
    if (!settings_.prefilter) {
      sources_.relevant = std::move(code);
      return;
    }
    if (seeds.empty())
      return;
    Relevant found =
        relevant_files(settings_.root, code, seeds, sdk_, settings_.jobs);
    sources_.relevant = std::move(found.files);
    sources_.unfollowed = std::move(found.unfollowed);
    for (const std::string& file : found.left_out)
      sources_.unread.push_back(file + " (past the bound of followed files)");
  }

  const Settings& settings_;
  HitFinder finder_;
  Needles sdk_, commands_;
  Sources sources_;
  std::vector<Looked> looked_;
  std::atomic<std::size_t> next_ = 0;
};

} // namespace

Sources scan(const Settings& settings, const Imds& imds, Sources listed) {
  return Scanner(settings, imds, asking_names(settings.rules_dirs),
                 std::move(listed))
      .run();
}

} // namespace imds::analyzer
