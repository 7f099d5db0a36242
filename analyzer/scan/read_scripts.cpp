// SPDX-License-Identifier: Apache-2.0
//
// All scripts that matter, each with the names of what it sources. A function
// that another script calls is judged there, with what is handed in:
//
//   lib.sh    imds() { curl -s http://169.254.169.254/latest/$1; }
//   main.sh   . ./lib.sh
//             imds meta-data/instance-id
#include "analyzer/pipeline.h"
#include "analyzer/scan/shell_reader.h"
#include "analyzer/scan/sourced.h"

#include <algorithm>
#include <iterator>

namespace imds::analyzer {
namespace {

using Language = SourceFile::Language;

bool is_script(const SourceFile& file) {
  return file.language == Language::shell ||
         file.language == Language::dockerfile;
}

std::vector<std::string> scripts_of(const Sources& sources) {
  std::vector<std::string> all;
  for (const SourceFile& file : sources.files)
    if (is_script(file))
      all.push_back(file.path);
  return all;
}

/// Scripts that mention IMDS or name a command that asks by itself.
std::set<std::string> asking(const std::vector<std::string>& scripts,
                             const Sources& sources) {
  std::set<std::string> files = sources.running, out;
  for (const Mention& mention : sources.mentions)
    files.insert(mention.file);
  std::ranges::set_intersection(std::set(scripts.begin(), scripts.end()), files,
                                std::inserter(out, out.end()));
  return out;
}

std::string base_of(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

/// Each script's functions, as far as others may call them.
using Defined = std::map<std::string, std::set<std::string>>;

SourcedNames names_for(const std::string& script, const SourcedScripts& sourced,
                       const Defined& defined) {
  SourcedNames out;
  out.files = sourced.of(script);
  for (const std::string& other : out.files) {
    out.known.insert(base_of(other));
    if (const auto at = defined.find(other); at != defined.end())
      out.known.insert(at->second.begin(), at->second.end());
  }
  return out;
}

/// What `user` calls of the scripts that it sources is no more uncalled there.
void note_uses(const ir::Unit& user, const SourcedNames& names,
               const Defined& defined,
               std::map<std::string, SourcedNames>& all) {
  const std::set<std::string> called = called_in(user);
  for (const std::string& other : names.files)
    for (const std::string& function : defined.at(other))
      if (called.contains(function))
        all[other].used.insert(function);
}

} // namespace

std::vector<ir::Unit> read_scripts(const std::string& root,
                                   const Sources& sources) {
  const std::vector<std::string> scripts = scripts_of(sources);
  const std::set<std::string> seeds = asking(scripts, sources);
  if (seeds.empty())
    return {};
  const SourcedScripts sourced(root, scripts);
  const std::set<std::string> files = sourced.around(seeds);
  Defined defined;
  for (const std::string& file : files)
    defined[file] = functions_of(root, file);
  std::map<std::string, SourcedNames> names;
  for (const std::string& file : files) {
    SourcedNames own = names_for(file, sourced, defined);
    names[file].files = own.files;
    names[file].known = own.known;
    if (!own.files.empty())
      note_uses(read_shell(root, file, own), own, defined, names);
  }
  std::vector<ir::Unit> units;
  for (const std::string& file : files)
    units.push_back(read_shell(root, file, names[file]));
  return units;
}

} // namespace imds::analyzer
