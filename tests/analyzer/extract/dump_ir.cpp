// SPDX-License-Identifier: Apache-2.0
// dump_ir ROOT FILE... [-- FLAG...]: what Clang makes of files of a tree that
// was never built. All files below ROOT may be included; FILEs are relative.
#include "analyzer/pipeline.h"

#include "analyzer/extract/flags.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace {

using namespace imds::analyzer;
namespace fs = std::filesystem;

Sources sources_of(const std::string& root) {
  Sources sources;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(root, error)) {
    const std::string path = entry.path().string().substr(root.size() + 1);
    auto language = SourceFile::Language::other;
    if (is_c_file(path))
      language = SourceFile::Language::c;
    else if (is_cpp_file(path))
      language = SourceFile::Language::cpp;
    else if (is_header_file(path))
      language = SourceFile::Language::header;
    sources.files.push_back({path, language, {}});
  }
  return sources;
}

/// Lines that look as if they mentioned IMDS.
void add_mentions(const std::string& root, const std::string& file,
                  Sources& sources) {
  std::ifstream in(root + "/" + file);
  std::string line;
  for (int number = 1; std::getline(in, line); ++number)
    for (const char* needle : {"169.254", "meta-data", "ec2-metadata"})
      if (line.find(needle) != std::string::npos)
        sources.mentions.push_back(
            {file, number, 1, MentionKind::path, line, {}, {}});
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 3)
    return 2;
  Settings settings;
  settings.root = fs::canonical(argv[1]).string();
  settings.unit_timeout_s = 300;
  Sources sources = sources_of(settings.root);
  int i = 2;
  for (; i < argc && std::string(argv[i]) != "--"; ++i) {
    sources.relevant.emplace_back(argv[i]);
    add_mentions(settings.root, argv[i], sources);
  }
  for (++i; i < argc; ++i)
    settings.extra_flags.emplace_back(argv[i]);
  const auto jobs = plan(settings, sources);
  if (!jobs)
    return 1;
  for (const Job& job : *jobs) {
    std::fprintf(stderr, "%s:", job.file.c_str());
    for (const auto& flag : job.flags)
      std::fprintf(stderr, " %s", flag.c_str());
    std::fprintf(stderr, "\n");
  }
  const auto extracted = extract(settings, *jobs, sources);
  for (const auto& unit : extracted.units)
    std::fputs(ir::to_text(unit).c_str(), stdout);
  for (const auto& failed : extracted.failed)
    std::fprintf(stderr, "failed %s\n", failed.c_str());
}
