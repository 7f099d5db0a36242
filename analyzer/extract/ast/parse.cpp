// SPDX-License-Identifier: Apache-2.0
// One run of Clang over one file that may lack half of what it needs.
//
// A missing header is skipped, a fatal error is an error like others, and
// there is no limit of errors: what can be read is read. Bodies of functions
// in system headers are not. Nothing is thrown away because something else in
// the file is wrong.
// Tested by tests/analyzer/extract/recovery_test.cpp.
#include "analyzer/extract/ast/parse.h"

#include "analyzer/extract/ast/clang.h"
#include "analyzer/extract/ast/undeclared.h"
#include "analyzer/extract/ast/unit_reader.h"

namespace imds::analyzer {
namespace {

constexpr std::size_t kMaxErrors = 20;

/// Keeps the first errors as text for the unit.
class Errors : public clang::DiagnosticConsumer {
public:
  Errors(std::string root, std::vector<std::string>& out)
      : root_(std::move(root)), out_(out) {}

  void HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                        const clang::Diagnostic& info) override {
    DiagnosticConsumer::HandleDiagnostic(level, info);
    if (level < clang::DiagnosticsEngine::Error || out_.size() >= kMaxErrors)
      return;
    llvm::SmallString<128> text;
    info.FormatDiagnostic(text);
    out_.push_back(place(info) + std::string(text));
  }

private:
  std::string place(const clang::Diagnostic& info) const {
    if (!info.hasSourceManager() || info.getLocation().isInvalid())
      return "";
    const auto& sources = info.getSourceManager();
    const auto at = sources.getFileLoc(info.getLocation());
    return relative_to(root_, absolute_path(sources, sources.getFileID(at))) +
           ":" + std::to_string(sources.getSpellingLineNumber(at)) + ": ";
  }

  std::string root_;
  std::vector<std::string>& out_;
};

class Includes : public clang::PPCallbacks {
public:
  explicit Includes(std::vector<std::string>& missing) : missing_(missing) {}

  bool FileNotFound(llvm::StringRef name) override {
    missing_.push_back(name.str());
    return true; // go on as if it were empty
  }

private:
  std::vector<std::string>& missing_;
};

class Consumer : public clang::SemaConsumer {
public:
  Consumer(const ParseTask& task, ParseResult& out)
      : task_(task), out_(out), undeclared_(new Undeclared) {}

  void InitializeSema(clang::Sema& sema) override {
    sema_ = &sema;
    undeclared_->attach(sema);
#if CLANG_VERSION_MAJOR >= 21
    sema.addExternalSource(undeclared_);
#else
    sema.addExternalSource(undeclared_.get());
#endif
  }

  bool shouldSkipFunctionBody(clang::Decl* decl) override {
    const auto& sources = decl->getASTContext().getSourceManager();
    return sources.isInSystemHeader(sources.getFileLoc(decl->getLocation())) &&
           !in_project(sources, decl->getLocation());
  }

  void HandleTranslationUnit(clang::ASTContext& context) override {
    UnitReader(context, task_.root, out_.unit).read_all();
    const auto& sources = context.getSourceManager();
    for (auto at = sources.fileinfo_begin(); at != sources.fileinfo_end(); ++at)
      out_.read.push_back(at->first.getName().str());
  }

private:
  bool in_project(const clang::SourceManager& sources,
                  clang::SourceLocation where) const {
    const auto id = sources.getFileID(sources.getFileLoc(where));
    return absolute_path(sources, id).starts_with(task_.root + "/");
  }

  const ParseTask& task_;
  ParseResult& out_;
  clang::Sema* sema_ = nullptr;
  llvm::IntrusiveRefCntPtr<Undeclared> undeclared_;
};

class Action : public clang::ASTFrontendAction {
public:
  Action(const ParseTask& task, ParseResult& out) : task_(task), out_(out) {}

protected:
  bool BeginInvocation(clang::CompilerInstance& compiler) override {
    auto& options = compiler.getFrontendOpts();
    options.SkipFunctionBodies = true; // those that the consumer agrees to
    return true;
  }

  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance& compiler,
                    llvm::StringRef /*file*/) override {
    compiler.getDiagnostics().setFatalsAsError(true);
    compiler.getPreprocessor().addPPCallbacks(
        std::make_unique<Includes>(out_.missing));
    return std::make_unique<Consumer>(task_, out_);
  }

private:
  const ParseTask& task_;
  ParseResult& out_;
};

std::vector<std::string> command_line(const ParseTask& task) {
  std::vector<std::string> out = {
      "clang",
      "-fsyntax-only",
      "-ferror-limit=0",
      "-fno-spell-checking",
      "-w",
      "-fno-caret-diagnostics",
      "-resource-dir=" + task.resource_dir,
      "-working-directory=" + task.directory,
  };
  out.insert(out.end(), task.flags.begin(), task.flags.end());
  if (!task.stubs_dir.empty())
    out.insert(out.end(), {"-idirafter", task.stubs_dir});
  out.insert(out.end(), {"--", task.file});
  return out;
}

} // namespace

ParseResult parse(const ParseTask& task) {
  ParseResult out;
  out.unit.main_file = relative_to(task.root, task.file);
  out.unit.read_as = task.read_as;
  clang::FileSystemOptions options;
  options.WorkingDir = task.directory;
  const auto files = llvm::makeIntrusiveRefCnt<clang::FileManager>(options);
  Errors errors(task.root, out.unit.errors);
  clang::tooling::ToolInvocation run(
      command_line(task), std::make_unique<Action>(task, out), files.get());
  run.setDiagnosticConsumer(&errors);
  run.run();
  return out;
}

} // namespace imds::analyzer
