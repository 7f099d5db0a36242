// SPDX-License-Identifier: Apache-2.0
// One run of Clang over one file that may lack half of what it needs.
//
// A missing header is skipped, a fatal error is an error like others, and
// there is no limit of errors: what can be read is read. Bodies of functions
// in system headers are not. Nothing is thrown away because something else in
// the file is wrong.
// Tested in tests/analyzer/extract/.
#include "analyzer/extract/ast/parse.h"

#include "analyzer/extract/ast/flag_macros.h"
#include "analyzer/extract/ast/includes.h"
#include "analyzer/extract/ast/resource_dir.h"
#include "analyzer/extract/ast/stray_macros.h"
#include "analyzer/extract/ast/undeclared.h"
#include "analyzer/extract/ast/unit_reader.h"

#include <llvm/Support/Path.h>

namespace imds::analyzer {
namespace {

constexpr const char* kNowhere = "?"; // a root that nothing lies below
constexpr std::size_t kMaxErrors = 20;
constexpr std::size_t kMaxComplaints = 2000;

/// "no member named 'Client' in namespace 'Aws'", where it was said.
struct Complaint {
  clang::SourceLocation where;
  std::string space;
  std::string name;
};

/// Keeps the first errors as text for the unit, and what namespaces lacked.
class Errors : public clang::DiagnosticConsumer {
public:
  Errors(const ParseTask& task, std::vector<std::string>& out)
      : root_(task.root), bodies_(task, {}), out_(out) {}

  const std::vector<Complaint>& complaints() const { return complaints_; }
  unsigned count() const { return getNumErrors() - harmless_; }
  /// Of these, errors in files whose bodies are read.
  unsigned costly() const { return costly_; }
  bool ambiguous() const { return ambiguous_; }
  bool newer() const { return newer_; }

  void HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                        const clang::Diagnostic& info) override {
    DiagnosticConsumer::HandleDiagnostic(level, info);
    if (level < clang::DiagnosticsEngine::Error)
      return;
    costly_ += is_costly(info) ? 1 : 0;
    if (complaints_.size() >= kMaxComplaints)
      return;
    llvm::SmallString<128> text;
    info.FormatDiagnostic(text);
    // Said of types that were declared on demand, where Clang goes on with the
    // type, and of templates whose bodies are left alone.
    if (text.starts_with("missing 'typename'") ||
        text.str().contains("is used but not defined in this translation")) {
      ++harmless_;
      return;
    }
    ambiguous_ = ambiguous_ || text.ends_with("is ambiguous");
    // "no member named 'span' in namespace 'std'"
    newer_ =
        newer_ || (text.starts_with("no ") && text.str().contains(" named ") &&
                   text.str().contains("'std"));
    note(info.getLocation(), text);
    if (out_.size() < kMaxErrors)
      out_.push_back(place(info) + std::string(text));
  }

private:
  bool is_costly(const clang::Diagnostic& info) {
    return info.hasSourceManager() && info.getLocation().isValid() &&
           bodies_.wants(info.getSourceManager(), info.getLocation());
  }

  std::string place(const clang::Diagnostic& info) const {
    if (!info.hasSourceManager() || info.getLocation().isInvalid())
      return "";
    const auto& sources = info.getSourceManager();
    const auto at = sources.getFileLoc(info.getLocation());
    return relative_to(root_, absolute_path(sources, sources.getFileID(at))) +
           ":" + std::to_string(sources.getSpellingLineNumber(at)) + ": ";
  }

  void note(clang::SourceLocation where, llvm::StringRef text) {
    llvm::SmallVector<llvm::StringRef, 6> parts;
    text.split(parts, '\'');
    if (parts.size() == 5 && parts[0].starts_with("no ") &&
        parts[2] == " in namespace " && !parts[3].starts_with("std") &&
        !parts[3].contains('('))
      complaints_.push_back({where, parts[3].str(), parts[1].str()});
    // ::boost::beast::http::write(stream, request), without the header.
    if (parts.size() == 3 && parts[0].starts_with("no ") &&
        parts[2] == " in the global namespace")
      complaints_.push_back({where, "", parts[1].str()});
  }

  const std::string root_;
  WantedBodies bodies_;
  std::vector<std::string>& out_;
  std::vector<Complaint> complaints_;
  unsigned harmless_ = 0;
  unsigned costly_ = 0;
  bool ambiguous_ = false;
  bool newer_ = false;
};

/// Notes which macros are called like functions: to who does not expand them
/// their names are calls.
class MacroCalls : public clang::PPCallbacks {
public:
  explicit MacroCalls(std::set<std::string>& names) : names_(names) {}

  void MacroExpands(const clang::Token& name,
                    const clang::MacroDefinition& /*definition*/,
                    clang::SourceRange /*range*/,
                    const clang::MacroArgs* args) override {
    if (args != nullptr && name.getIdentifierInfo() != nullptr)
      names_.insert(name.getIdentifierInfo()->getName().str());
  }

private:
  std::set<std::string>& names_;
};

/// What the parts of one run share.
struct Run {
  const ParseTask& task;
  const Otherwise& otherwise;
  const Errors& errors;
  Parsed& out;
};

class Consumer : public clang::SemaConsumer {
public:
  Consumer(const Run& run, clang::Preprocessor& preprocessor)
      : task_(run.task), run_(run), preprocessor_(preprocessor), out_(run.out),
        undeclared_(new Undeclared(run.task.near ? kNowhere : run.task.root)),
        bodies_(run.task, run.otherwise.only),
        unknown_types_(run.task.root, *undeclared_) {}

  void InitializeSema(clang::Sema& sema) override {
    no_instantiations_->InitializeSema(sema);
    add_source(sema, no_instantiations_);
    if (task_.plain)
      return;
    undeclared_->attach(sema);
    add_source(sema, undeclared_);
  }

  /// Before it, Sema does not know a precompiled header's namespaces.
  bool HandleTopLevelDecl(clang::DeclGroupRef /*first*/) override {
    if (!task_.plain && !std::exchange(declared_, true))
      undeclared_->declare(run_.otherwise.unknown);
    return true;
  }

  bool shouldSkipFunctionBody(clang::Decl* decl) override {
    const auto* function = decl->getAsFunction();
    return function != nullptr &&
           !bodies_.wants(preprocessor_.getSourceManager(),
                          function->getLocation());
  }

  clang::ASTMutationListener* GetASTMutationListener() override {
    return &unknown_types_;
  }

  void HandleTranslationUnit(clang::ASTContext& context) override {
    UnitReader(context, task_.root, out_.unit).read_all();
    const auto& sources = context.getSourceManager();
    if (!task_.plain)
      for (const Complaint& c : run_.errors.complaints())
        out_.unknown.insert(
            {c.space, c.name, undeclared_->role_of_member(c.where)});
    note_files(sources, out_.read);
    if (context.getDiagnostics().hasErrorOccurred())
      find_stray_macros(context);
  }

private:
  template <class Source>
  static void add_source(clang::Sema& sema,
                         const llvm::IntrusiveRefCntPtr<Source>& source) {
#if CLANG_VERSION_MAJOR >= 21
    sema.addExternalSource(source);
#else
    sema.addExternalSource(source.get());
#endif
  }

  /// Asking for a file of a precompiled header would load all of them.
  void find_stray_macros(const clang::ASTContext& context) {
    const auto& sources = context.getSourceManager();
    std::vector<clang::FileEntryRef> own;
    for (auto at = sources.fileinfo_begin(); at != sources.fileinfo_end(); ++at)
      if (absolute_path(sources, at->first).starts_with(task_.root + "/"))
        own.push_back(at->first);
    for (const clang::FileEntryRef file : own)
      if (const auto id = sources.translateFile(file); id.isValid())
        out_.stray.merge(stray_macros(id, preprocessor_, context));
  }

  const ParseTask& task_;
  const Run& run_;
  clang::Preprocessor& preprocessor_;
  Parsed& out_;
  llvm::IntrusiveRefCntPtr<Undeclared> undeclared_;
  llvm::IntrusiveRefCntPtr<NoInstantiations> no_instantiations_{
      new NoInstantiations};
  WantedBodies bodies_;
  UnknownTypes unknown_types_;
  bool declared_ = false;
};

class Action : public clang::ASTFrontendAction {
public:
  explicit Action(const Run& run) : run_(run), task_(run.task), out_(run.out) {}

protected:
  bool BeginInvocation(clang::CompilerInstance& compiler) override {
    // Only the bodies that the consumer agrees to.
    compiler.getFrontendOpts().SkipFunctionBodies = true;
    return true;
  }

  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance& compiler,
                    llvm::StringRef /*file*/) override {
    compiler.getDiagnostics().setFatalsAsError(true);
    auto& preprocessor = compiler.getPreprocessor();
    preprocessor.addPPCallbacks(
        std::make_unique<Includes>(preprocessor, out_.absent));
    preprocessor.addPPCallbacks(
        std::make_unique<Guards>(preprocessor, task_.hit_lines, out_.inactive));
    preprocessor.addPPCallbacks(std::make_unique<MacroCalls>(out_.unit.macros));
    preprocessor.addPPCallbacks(
        std::make_unique<FlagMacros>(preprocessor, task_.root, out_.unit));
    return std::make_unique<Consumer>(run_, preprocessor);
  }

private:
  const Run& run_;
  const ParseTask& task_;
  Parsed& out_;
};

std::vector<std::string> command_line(const ParseTask& task,
                                      const std::vector<std::string>& more) {
  std::vector<std::string> out = {
      "clang",
      "-fsyntax-only",
      "-ferror-limit=0",
      "-fno-spell-checking",
      "-fno-caret-diagnostics",
      "-w",
      "-Wno-implicit-function-declaration",
      "-Wno-incompatible-function-pointer-types",
      "-Wno-int-conversion",
      "-resource-dir=" + resource_dir(),
      "-working-directory=" + task.directory,
  };
  out.insert(out.end(), task.flags.begin(), task.flags.end());
  out.insert(out.end(), more.begin(), more.end());
  if (!task.stubs_dir.empty())
    out.insert(out.end(), {"-idirafter", task.stubs_dir});
  out.insert(out.end(), {"--", task.file});
  return out;
}

/// The task's files, and the precompiled headers among them.
llvm::IntrusiveRefCntPtr<clang::FileManager>
files_for(const ParseTask& task, const CommonHeaders* common) {
  clang::FileSystemOptions options;
  options.WorkingDir = task.directory;
  const llvm::IntrusiveRefCntPtr<llvm::vfs::OverlayFileSystem> all(
      new llvm::vfs::OverlayFileSystem(llvm::vfs::getRealFileSystem()));
  if (common != nullptr) {
    const llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem> made(
        new llvm::vfs::InMemoryFileSystem);
    made->addFileNoOwn(kCommonPch, 0,
                       llvm::MemoryBufferRef(common->pch, kCommonPch));
    all->pushOverlay(made);
  }
  return {new clang::FileManager(options, all)};
}

} // namespace

void note_files(const clang::SourceManager& sources,
                std::vector<std::string>& into) {
  for (auto at = sources.fileinfo_begin(); at != sources.fileinfo_end(); ++at) {
    if (at->first.getName() != kCommonPch)
      into.push_back(absolute_path(sources, at->first));
  }
}

bool run_clang(const ParseTask& task, const std::vector<std::string>& flags,
               std::unique_ptr<clang::FrontendAction> action,
               clang::DiagnosticConsumer& diagnostics,
               const CommonHeaders* common) {
  const auto files = files_for(task, common);
  clang::tooling::ToolInvocation tool(command_line(task, flags),
                                      std::move(action), files.get());
  tool.setDiagnosticConsumer(&diagnostics);
  return tool.run();
}

Parsed parse(const ParseTask& task, const Otherwise& otherwise) {
  Parsed out;
  out.unit.main_file = relative_to(task.root, task.file);
  out.unit.read_as = task.read_as;
  auto flags = otherwise.flags;
  const CommonHeaders* common = nullptr;
  if (const auto header = common_header(task);
      otherwise.common && !header.empty()) {
    common = common_headers(task, flags);
    flags.insert(flags.end(), {common != nullptr ? "-include-pch" : "-include",
                               common != nullptr ? kCommonPch : header});
  }
  Errors errors(task, out.unit.errors);
  const Run run{task, otherwise, errors, out};
  run_clang(task, flags, std::make_unique<Action>(run), errors, common);
  if (common != nullptr) {
    out.read.insert(out.read.end(), common->read.begin(), common->read.end());
    out.absent.insert(out.absent.end(), common->absent.begin(),
                      common->absent.end());
  }
  out.errors = errors.count();
  out.costly = errors.costly();
  out.ambiguous = errors.ambiguous();
  out.newer = errors.newer();
  return out;
}

} // namespace imds::analyzer
