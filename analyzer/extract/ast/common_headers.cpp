// SPDX-License-Identifier: Apache-2.0
// One precompiled header for all files of a tree that was never built.
//
// Most of what a reading costs are the headers of the standard library, half a
// second each time. They are the same each time: the tree's folders come after
// the system's, so nothing of it can stand in for <string>. Macros that a later
// reading defines are the tree's own and do not reach into them.
//
//   tasks -> standards that pay -> a PCH each, in memory -> forked workers
//
// Where a PCH cannot be made the header is included as text, which says the
// same and takes longer.
// Tested by tests/analyzer/extract/common_headers_test.cpp.
#include "analyzer/extract/ast/common_headers.h"

#include "analyzer/extract/ast/includes.h"
#include "analyzer/extract/ast/parse.h"

#include <llvm/Support/FileSystem.h>
#include <llvm/Support/FileUtilities.h>
#include <llvm/Support/MemoryBuffer.h>

#include <algorithm>

namespace imds::analyzer {
namespace {

using Flags = std::vector<std::string>;

/// Fewer tasks than this are done sooner than a PCH is made.
constexpr std::size_t kWorthIt = 4;

std::map<std::string, CommonHeaders>& prepared() {
  static std::map<std::string, CommonHeaders> headers;
  return headers;
}

std::string standard_of(const Flags& flags) {
  std::string standard;
  for (const std::string& flag : flags)
    if (flag.starts_with("-std="))
      standard = flag;
  return standard;
}

/// Folders of the tree do not matter to system headers.
bool is_harmless(const Flags& flags) {
  for (std::size_t i = 0; i < flags.size(); ++i) {
    const std::string& flag = flags[i];
    if (flag == "-iquote" || flag == "-idirafter" || flag == "-x")
      ++i;
    else if (!flag.starts_with("-std="))
      return false;
  }
  return true;
}

class MakePch : public clang::GeneratePCHAction {
public:
  MakePch(std::string path, CommonHeaders& out)
      : path_(std::move(path)), out_(out) {}

protected:
  bool BeginInvocation(clang::CompilerInstance& compiler) override {
    compiler.getFrontendOpts().SkipFunctionBodies = true;
    compiler.getFrontendOpts().OutputFile = path_;
    return GeneratePCHAction::BeginInvocation(compiler);
  }
  bool BeginSourceFileAction(clang::CompilerInstance& compiler) override {
    auto& preprocessor = compiler.getPreprocessor();
    preprocessor.addPPCallbacks(
        std::make_unique<Includes>(preprocessor, out_.absent));
    return GeneratePCHAction::BeginSourceFileAction(compiler);
  }
  void EndSourceFileAction() override {
    note_files(getCompilerInstance().getSourceManager(), out_.read);
    GeneratePCHAction::EndSourceFileAction();
  }

private:
  const std::string path_;
  CommonHeaders& out_;
};

/// A file in the folder for temporary ones, gone at the end.
class TemporaryFile {
public:
  TemporaryFile() {
    if (llvm::sys::fs::createTemporaryFile("imds-ready", "pch", path_))
      path_.clear();
    else
      gone_.setFile(path_);
  }

  std::string path() const { return std::string(path_); }
  std::string read() const {
    const auto bytes = llvm::MemoryBuffer::getFile(path_);
    return bytes ? (*bytes)->getBuffer().str() : "";
  }

private:
  llvm::SmallString<128> path_;
  llvm::FileRemover gone_;
};

CommonHeaders make(const ParseTask& like, const std::string& standard) {
  ParseTask task;
  task.file = common_header(like);
  task.directory = like.directory;
  task.flags = {"-x", "c++", standard};
  CommonHeaders out;
  clang::IgnoringDiagConsumer ignored;
  const TemporaryFile file;
  if (!file.path().empty() &&
      run_clang(task, {}, std::make_unique<MakePch>(file.path(), out), ignored))
    out.pch = file.read();
  return out;
}

} // namespace

bool is_cpp(const ParseTask& task) {
  const auto at = std::ranges::find(task.flags, "-x");
  return at == task.flags.end() || at + 1 == task.flags.end() ||
         (at + 1)->starts_with("c++");
}

std::string common_header(const ParseTask& task) {
  if (!is_cpp(task) || task.near || task.stubs_dir.empty() ||
      task.read_as == ir::ReadAs::build)
    return "";
  return task.stubs_dir + "/imds_ready_common.hpp";
}

void prepare_common_headers(const std::vector<ParseTask>& tasks) {
  std::map<std::string, std::vector<const ParseTask*>> by_standard;
  for (const ParseTask& task : tasks)
    if (!common_header(task).empty() && is_harmless(task.flags))
      by_standard[standard_of(task.flags)].push_back(&task);
  for (const auto& [standard, of_it] : by_standard)
    if (of_it.size() >= kWorthIt)
      prepared()[standard] = make(*of_it.front(), standard);
}

const CommonHeaders* common_headers(const ParseTask& task, const Flags& more) {
  std::string standard = standard_of(more);
  if (standard.empty())
    standard = standard_of(task.flags);
  const auto at = prepared().find(standard);
  const bool there = at != prepared().end() && !at->second.pch.empty();
  return there && is_harmless(task.flags) ? &at->second : nullptr;
}

} // namespace imds::analyzer
