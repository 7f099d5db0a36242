// SPDX-License-Identifier: Apache-2.0
//
// Is this caller that code? Nothing in a packet names a source file, so several
// signs are weighed, each of which can mislead alone:
//
//   script   the interpreter runs a file of the finding's name
//   target   the build makes a binary of this name from the finding's file
//   name     the binary is named like the source file, its folder or the tree
//   image    the container's image is named like the tree
//   agent    the User-Agent's product is a literal of the file, or is named in
//            the code's own words
//   path     caller and code ask for one path; so do many programs
//   text     the binary holds a text of the finding's files (embedded.cpp)
//
// A script is sure if its folder fits too. Any two other signs together are one
// grade surer than the better of them. Names that every project has (src, main,
// server) are no sign. Only joins of at least medium confidence make one row of
// two; a low one is shown as a hint.
//
// What it does not see: what a binary was built from. With two programs of one
// name it joins both, and says so by the same sentence twice.
//
// Tested by tests/reports/joins_test.cpp.
#include "reports/joins.h"

#include "reports/embedded.h"
#include "reports/lower.h"
#include "reports/program_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace imds::report {
namespace {

constexpr std::array kCommonNames = {
    "src",     "source",  "lib",   "libs",     "main",     "util",
    "utils",   "test",    "tests", "app",      "apps",     "server",
    "client",  "common",  "core",  "cmd",      "bin",      "include",
    "aws",     "ec2",     "imds",  "meta",     "http",     "curl",
    "scripts", "tools",   "build", "internal", "metadata", "credentials",
    "python",  "python3", "bash",  "sh",       "java",     "node",
    "wget",    "shell",   "init",  "run",      "start"};

bool is_common(const std::string& name) {
  return name.size() < 3 ||
         std::ranges::find(kCommonNames, name) != kCommonNames.end();
}

std::string stem(std::string_view file) {
  const std::string_view base = base_name(file);
  return lower(base.substr(0, base.find('.')));
}

/// How many last components two paths share.
int shared_tail(std::string_view a, std::string_view b) {
  int n = 0;
  while (!a.empty() && !b.empty() && base_name(a) == base_name(b)) {
    ++n;
    const auto cut = [](std::string_view p) {
      const auto slash = p.rfind('/');
      return slash == std::string_view::npos ? "" : p.substr(0, slash);
    };
    a = cut(a);
    b = cut(b);
  }
  return n;
}

/// One sign that a service and a finding are one program.
struct Sign {
  int grade = 1; // 1 low, 2 medium, 3 high
  std::string why;
  const char* kind = ""; // signs of one kind do not make each other surer
};
using Signs = std::map<std::uint32_t, std::vector<Sign>>; // by finding

/// Findings by the words that could name them.
class Index {
public:
  explicit Index(const Report& r) : r_(r), embedded_(r) {
    std::map<std::string, std::string> roots; // by scan
    for (const Scan& s : r.evidence.scans)
      roots[s.origin.run] = std::string(base_name(s.root));
    for (std::uint32_t i = 0; i < r.findings.size(); ++i)
      add(i, r.evidence.findings[i], roots);
  }

  void by_script(const std::string& script, Signs& signs) const {
    const auto at = files_.find(std::string(base_name(script)));
    if (at == files_.end())
      return;
    for (const std::uint32_t f : at->second) {
      const std::string& file = r_.evidence.findings[f].file;
      signs[f].push_back(
          {shared_tail(script, file) > 1 ? 3 : 2,
           fmt::format("it runs {}, the finding is in {}", script, file)});
    }
  }

  void by_name(const std::string& program, Signs& signs) const {
    const std::string name = lower(base_name(program));
    if (const auto at = targets_.find(name); at != targets_.end())
      for (const std::uint32_t f : at->second)
        signs[f].push_back(
            {3, "the build makes the binary from the finding's file"});
    if (is_common(name))
      return;
    for (const auto& [grade, what, index] :
         {std::tuple{2, "the source file", &stems_},
          std::tuple{2, "a folder of the source", &folders_},
          std::tuple{1, "the analyzed tree", &roots_}}) {
      const auto at = index->find(name);
      if (at == index->end())
        continue;
      for (const std::uint32_t f : at->second)
        signs[f].push_back(
            {grade, fmt::format("the binary is named like {}", what)});
    }
  }

  void by_image(const std::string& image, Signs& signs) const {
    const std::string name = lower(base_name(image));
    const auto at = roots_.find(name);
    if (at == roots_.end() || is_common(name))
      return;
    for (const std::uint32_t f : at->second)
      signs[f].push_back(
          {1, fmt::format("it runs in {}, named like the analyzed tree", image),
           "image"});
  }

  void by_agent(const std::string& agent, Signs& signs) const {
    const std::string product = lower(agent_product(agent));
    if (is_common(product))
      return;
    if (const auto at = strings_.find(product); at != strings_.end())
      for (const std::uint32_t f : at->second)
        signs[f].push_back({2, fmt::format("its User-Agent {} is a text in {}",
                                           agent_product(agent),
                                           r_.evidence.findings[f].file)});
    for (const auto& [f, words] : words_)
      if (words.find(product) != std::string::npos)
        signs[f].push_back(
            {2, fmt::format("its User-Agent {} is named in the code",
                            agent_product(agent))});
  }

  void by_texts(const std::string& program, Signs& signs) const {
    for (const Embedded::Match& m : embedded_.of(program))
      signs[m.finding].push_back({m.grade, m.why, m.common ? "path" : "text"});
  }

  void by_path(const std::string& path, Signs& signs) const {
    const auto at = paths_.find(path);
    if (at == paths_.end())
      return;
    for (const std::uint32_t f : at->second)
      signs[f].push_back({1, "both ask for " + path, "path"});
  }

private:
  void add(std::uint32_t i, const Finding& f,
           const std::map<std::string, std::string>& roots) {
    files_[std::string(base_name(f.file))].insert(i);
    stems_[stem(f.file)].insert(i);
    std::string_view folder = f.file;
    while (true) {
      const auto slash = folder.rfind('/');
      if (slash == std::string_view::npos)
        break;
      folder = folder.substr(0, slash);
      folders_[lower(base_name(folder))].insert(i);
    }
    if (const auto root = roots.find(f.origin.run); root != roots.end())
      roots_[lower(root->second)].insert(i);
    if (f.target)
      targets_[lower(*f.target)].insert(i);
    for (std::string_view text : f.strings) {
      if (text.starts_with("User-Agent:"))
        text.remove_prefix(
            std::min(text.find_first_not_of(' ', 11), text.size()));
      strings_[lower(agent_product(text))].insert(i);
    }
    std::string words = f.function + ' ' + f.message;
    for (const TraceStep& step : f.trace)
      words += ' ' + step.function + ' ' + step.note;
    words_[i] = lower(words);
    for (const std::string& path : r_.findings[i].paths)
      paths_[path].insert(i);
  }

  using Ids = std::set<std::uint32_t>;
  const Report& r_;
  Embedded embedded_;
  std::map<std::string, Ids> files_, stems_, folders_, roots_, paths_, targets_,
      strings_;
  std::map<std::uint32_t, std::string> words_;
};

/// What the callers of a service say about themselves.
struct Traces {
  std::set<std::string> scripts, programs, images, agents, paths;
};

Traces traces_of(const Report& r, const Service& s) {
  Traces t;
  const Names& names = r.evidence.names;
  for (const std::uint32_t i : s.callers) {
    const Caller& c = r.evidence.callers[i];
    if (c.key.script != 0)
      t.scripts.insert(names.text(c.key.script));
    else if (c.key.program != 0)
      t.programs.insert(names.text(c.key.program));
    if (c.key.image != 0)
      t.images.insert(names.text(c.key.image));
    if (c.key.parent != 0)
      t.scripts.insert(names.text(c.key.parent));
    for (const Caller::TraitValue& trait : c.traits)
      if (trait.kind == Trait::agent)
        t.agents.insert(names.text(trait.value));
    for (const PathRow& row : c.paths)
      if (row.request_class != RequestClass::other_cloud)
        t.paths.insert(names.text(row.path));
  }
  return t;
}

Join weigh(std::uint32_t service, std::uint32_t finding,
           const std::vector<Sign>& signs) {
  int best = 0;
  std::string why;
  std::set<std::string> kinds, told;
  for (const Sign& sign : signs) {
    best = std::max(best, sign.grade);
    kinds.insert(*sign.kind != '\0' ? sign.kind : sign.why);
    if (told.insert(sign.why).second && told.size() <= 4)
      why += (why.empty() ? "" : "; ") + sign.why;
  }
  const int grade = std::min(3, best + (kinds.size() > 1 ? 1 : 0));
  constexpr std::array<const char*, 4> kGrades = {"low", "low", "medium",
                                                  "high"};
  return {service, finding, why, kGrades[static_cast<std::size_t>(grade)]};
}

} // namespace

void join_halves(Report& r) {
  if (r.findings.empty())
    return;
  const Index index(r);
  std::vector<Traces> traces;
  for (const Service& s : r.services)
    traces.push_back(traces_of(r, s));
  for (std::uint32_t i = 0; i < r.services.size(); ++i) {
    Signs signs;
    for (const std::string& script : traces[i].scripts)
      index.by_script(script, signs);
    for (const std::string& program : traces[i].programs) {
      index.by_name(program, signs);
      index.by_texts(program, signs);
    }
    for (const std::string& image : traces[i].images)
      index.by_image(image, signs);
    for (const std::string& agent : traces[i].agents)
      index.by_agent(agent, signs);
    for (const std::string& path : traces[i].paths)
      index.by_path(path, signs);
    for (const auto& [finding, why] : signs) {
      const auto id = static_cast<std::uint32_t>(r.joins.size());
      r.joins.push_back(weigh(i, finding, why));
      r.services[i].joins.push_back(id);
      r.findings[finding].joins.push_back(id);
    }
  }
}

} // namespace imds::report
