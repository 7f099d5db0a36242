// SPDX-License-Identifier: Apache-2.0
//
// Which files does a flow pass that starts at a hit?
//
//   endpoint.h   const char* kHost = "169.254..."   the hit
//   ec2.cpp      fetch(kHost, path)                 uses a name of the hit
//   agent.cpp    Ec2().region()                     uses a name of that
//   http.cpp     fetch(...) { send(...) }           defines what it calls
//
// Names go two ways. *Up*: what a touched place defines (a constant, a field,
// a function) is looked for in all files; whoever uses it is touched too.
// *Down*: what a touched function calls, its class and the bases of its class
// are looked for by their definitions. Both stop after a few steps, and a name
// that half of the tree uses (get, url) leads nowhere: it is passed over, since
// it would make everything relevant and says nothing about the flow.
//
// A test leads nowhere, and a call of an SDK that asks by itself hardly.
//
// So this is sound up to those bounds, and up to names that a macro pastes
// together. What it costs is paid only by trees that have a hit.
//
// Tested by relevance_test.cpp.
#include "analyzer/scan/relevance.h"

#include "analyzer/lexical/read_lexically.h"
#include "analyzer/scan/file_names.h"
#include "analyzer/scan/mapped_file.h"
#include "analyzer/scan/name_index.h"
#include "analyzer/test_files.h"

#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace imds::analyzer {

namespace {

constexpr int kMostUp = 4;             // steps to callers
constexpr int kMostDown = 4;           // steps to what is called
constexpr int kMostTypes = 1;          // of these steps, to classes as well
constexpr int kNear = 2;               // steps
constexpr std::size_t kMostStored = 2; // by what is no more than a setter
constexpr std::size_t kMostUsers = 30;
constexpr std::size_t kMostDefiners = 8;
constexpr std::size_t kMostHolders = 300; // files that hold a name to define
constexpr std::size_t kMostFiles = 250;   // besides those that hold a hit
constexpr std::size_t kMostNames = 4000;

class Relevance {
public:
  Relevance(const std::string& root, const std::vector<std::string>& code,
            const Needles& sdk, int jobs)
      : root_(root), code_(code), sdk_(sdk), index_(root, code, jobs) {}

  Relevant run(const std::vector<Seed>& seeds) {
    for (const Seed& seed : seeds)
      add_seed(seed);
    most_files_ = relevant_.size() + kMostFiles;
    while (!up_.empty() || !down_.empty()) {
      if (seen_up_.size() + seen_down_.size() > kMostNames)
        break;
      round();
    }
    for (const auto& [name, steps] : up_)
      unfollowed_.insert(name);
    if (relevant_.size() == code_.size())
      unfollowed_.clear(); // no file is left that might use one
    return {{relevant_.begin(), relevant_.end()},
            {left_out_.begin(), left_out_.end()},
            std::move(unfollowed_)};
  }

private:
  using Names = std::map<std::string, int>; // name -> steps so far
  using Found = std::unordered_map<std::string, std::vector<std::size_t>>;

  const FileNames& names_of(const std::string& file) {
    auto [at, fresh] = read_.try_emplace(file);
    if (fresh) {
      MappedFile mapped(path_of(file));
      at->second = file_names(lexical::read_text(file, mapped.text()));
    }
    return at->second;
  }

  /// A test is read and leads nowhere: what it calls is judged without it.
  void add_seed(const Seed& seed) {
    relevant_.insert(seed.file);
    if (is_test_file(seed.file))
      return;
    const FileNames& names = names_of(seed.file);
    for (int line : seed.lines)
      if (const Item* item = names.around(line))
        touch(seed.file, *item, 0, 0);
    for (const Item& item : names.items)
      if (uses_sdk(item))
        touch(seed.file, item, kMostUp - 1, kMostDown - 1);
  }

  /// An SDK's call asks by itself: at most its caller says what for.
  bool uses_sdk(const Item& item) const {
    for (std::size_t i = 0; i < sdk_.size(); ++i)
      if (item.uses.contains(sdk_[i]))
        return true;
    return false;
  }

  /// Once for each way that is new.
  void touch(const std::string& file, const Item& item, int up, int down) {
    relevant_.insert(file);
    if (item.name.size() < NameIndex::kShortest)
      unfollowed_.insert(item.name);
    if (up < kMostUp)
      add(item.name, up + 1, seen_up_, up_);
    if (down >= kMostDown)
      return;
    for (const std::string& name : item.calls)
      add(name, down + 1, seen_down_, down_);
    // Types of plain C hold no code; far from the hit they only add headers.
    if (down <= kMostTypes && !file.ends_with(".c"))
      for (const std::string& name : item.types)
        add(name, down + 1, seen_down_, down_);
    if (up == 0)
      for (const std::string& name : item.stores)
        add(name, up + 1, seen_up_, up_);
  }

  static void add(const std::string& name, int steps,
                  std::set<std::string>& seen, Names& next) {
    if (name.size() >= NameIndex::kShortest && seen.insert(name).second)
      next.emplace(name, steps);
  }

  void round() {
    Names up = std::exchange(up_, {});
    Names down = std::exchange(down_, {});
    for (const auto& [name, steps] : up) {
      std::vector<std::size_t> users = index_.files_with(name);
      if (users.size() > kMostUsers)
        unfollowed_.insert(name);
      else
        for (std::size_t file : users)
          touch_users(code_[file], name, steps);
    }
    std::map<std::size_t, std::vector<std::string>> asked; // by file
    for (const auto& [name, steps] : down) {
      std::vector<std::size_t> files = index_.files_with(name);
      if (files.size() <= kMostHolders)
        for (std::size_t file : files)
          asked[file].push_back(name);
    }
    Found definers;
    for (const auto& [file, names] : asked)
      find_definitions(file, names, definers);
    for (const auto& [name, steps] : down)
      if (definers[name].size() <= kMostDefiners)
        for (std::size_t file : definers[name])
          touch_definers(code_[file], name, steps);
  }

  void find_definitions(std::size_t file, const std::vector<std::string>& names,
                        Found& definers) const {
    MappedFile mapped(path_of(code_[file]));
    std::string_view text = mapped.text();
    for (const std::string& name : names) {
      std::size_t at = text.find(name);
      for (; at != std::string_view::npos; at = text.find(name, at + 1)) {
        if (!is_whole_word(text, at, name.size()) ||
            !looks_defined(text, at, name.size()))
          continue;
        definers[name].push_back(file);
        break;
      }
    }
  }

  std::string path_of(const std::string& file) const {
    return file.starts_with('/') ? file : root_ + "/" + file;
  }

  /// Past the bound a file is left out. Far from a hit that is one more bound
  /// of steps; near to one it is told.
  bool full(const std::string& file, int steps) {
    if (relevant_.size() < most_files_ || relevant_.contains(file))
      return false;
    if (steps <= kNear)
      left_out_.insert(file);
    return true;
  }

  void touch_users(const std::string& file, const std::string& name,
                   int steps) {
    if (full(file, steps))
      return;
    for (const Item& item : names_of(file).items)
      if (item.uses.contains(name))
        touch(file, item, steps, kMostDown - 2);
  }

  void touch_definers(const std::string& file, const std::string& name,
                      int steps) {
    if (full(file, steps))
      return;
    for (const Item& item : names_of(file).items)
      if (item.name == name || item.owner == name) {
        touch(file, item, kMostUp, steps);
        if (steps == 1 && item.name == name)
          touch_setter(item);
      }
  }

  /// settings.set_url(the hit): where a getter gives it back, it is used.
  void touch_setter(const Item& item) {
    if (item.stores.size() <= kMostStored)
      for (const std::string& name : item.stores)
        add(name, 2, seen_up_, up_);
  }

  const std::string& root_;
  const std::vector<std::string>& code_;
  const Needles& sdk_;
  NameIndex index_;
  std::set<std::string> relevant_, left_out_, unfollowed_;
  std::size_t most_files_ = kMostFiles;
  std::map<std::string, FileNames> read_;
  Names up_, down_;
  std::set<std::string> seen_up_, seen_down_;
};

} // namespace

Relevant relevant_files(const std::string& root,
                        const std::vector<std::string>& code,
                        const std::vector<Seed>& seeds, const Needles& sdk,
                        int jobs) {
  return Relevance(root, code, sdk, jobs).run(seeds);
}

} // namespace imds::analyzer
