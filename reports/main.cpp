// SPDX-License-Identifier: Apache-2.0
//
// The front door. `analyze` and `sniff` are programs of their own, so that a
// production host needs neither LLVM nor rights it does not use; they are found
// beside this one or in libexec/imds-ready/ and take its place.
#include "reports/completion.h"
#include "reports/exit_status.h"
#include "reports/rule_file.h"
#include "reports/term.h"
#include "reports/verb_report.h"
#include "reports/verb_rules.h"

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

namespace {

using imds::ExitStatus;
namespace fs = std::filesystem;

constexpr const char* kHelp =
    R"(imds-ready: what would break on this system if IMDSv1 were switched off?

usage: imds-ready <command> [options]

  analyze   find IMDSv1 requests in C, C++ and shell source
  sniff     record live v1 and v2 requests on this host, per process
  report    merge analyze and sniff results into one readiness report
  rules     list the rules, or explain one

examples:
  imds-ready analyze -p build -o code.ndjson
  sudo imds-ready sniff --for 24h -o traffic.ndjson
  imds-ready report code.ndjson traffic.ndjson --html readiness.html

exit status: 0 ready, 1 IMDSv1 in use, 2 could not run, 3 incomplete
'imds-ready <command> -h' shows a command's options, --help all about them;
'imds-ready --completion bash' (zsh, fish) prints completions for your shell.
)";

ExitStatus exec_program(const std::string& verb,
                        const std::vector<std::string>& args) {
  std::string name = "imds-ready-" + verb;
  std::error_code ec;
  fs::path here = fs::read_symlink("/proc/self/exe", ec).parent_path();
  std::vector<char*> argv;
  std::string program;
  for (const fs::path& dir :
       {here, here.parent_path() / "libexec" / "imds-ready"}) {
    program = (dir / name).string();
    if (access(program.c_str(), X_OK) == 0)
      break;
    program.clear();
  }
  if (program.empty()) {
    imds::term::error(
        {"is not installed", name,
         "apt-get install imds-ready-" + verb + ", or build it: see README"});
    return ExitStatus::could_not_run;
  }
  argv.push_back(program.data());
  for (const std::string& arg : args)
    argv.push_back(const_cast<char*>(arg.c_str()));
  argv.push_back(nullptr);
  execv(program.c_str(), argv.data());
  imds::term::error(
      {std::string("execv: ") + std::strerror(errno), program, ""});
  return ExitStatus::could_not_run;
}

ExitStatus unknown_verb(const std::string& verb) {
  std::string near =
      imds::nearest(verb, {"analyze", "sniff", "report", "rules"});
  imds::term::error(
      {"unknown command '" + verb + "'", "",
       near.empty() ? "imds-ready --help" : "did you mean '" + near + "'?"});
  return ExitStatus::could_not_run;
}

ExitStatus run(const std::string& verb, const std::vector<std::string>& args) {
  if (verb == "analyze" || verb == "sniff")
    return exec_program(verb, args);
  if (verb == "report")
    return imds::report_main(args);
  if (verb == "rules")
    return imds::rules_main(args);
  if (verb == "help" && args.size() == 1)
    return run(args.front(), {"--help"});
  if (verb == "-h" || verb == "--help" || verb == "help") {
    return imds::term::print(kHelp);
  }
  if (verb == "--completion")
    return imds::print_completion(args);
  if (verb == "--version") {
    return imds::term::print("imds-ready " IMDS_VERSION "\n");
  }
  return unknown_verb(verb);
}

} // namespace

int main(int argc, char** argv) {
  // A reader that goes away (| head) must not change the verdict's status.
  std::signal(SIGPIPE, SIG_IGN);
  std::vector<std::string> args(argv + 1, argv + argc);
  if (args.empty()) {
    std::fputs(kHelp, stderr);
    return static_cast<int>(ExitStatus::could_not_run);
  }
  std::string verb = args.front();
  args.erase(args.begin());
  return static_cast<int>(run(verb, args));
}
