// SPDX-License-Identifier: Apache-2.0
#include "reports/completion.h"

#include "reports/term.h"

#include <cstdio>

namespace imds {
namespace {

constexpr const char* kBash = R"sh(_imds_ready() {
  local word=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]}
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "analyze sniff report rules --help" -- "$word"))
  elif [ "${word#-}" != "$word" ]; then
    local words=$(imds-ready "$verb" --completion-words 2>/dev/null | cut -f1)
    COMPREPLY=($(compgen -W "$words" -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -F _imds_ready imds-ready
)sh";

constexpr const char* kZsh = R"sh(#compdef imds-ready
_imds_ready() {
  if (( CURRENT == 2 )); then
    compadd analyze sniff report rules --help
  elif [[ $PREFIX == -* ]]; then
    local -a words
    words=(${(f)"$(imds-ready $words[2] --completion-words 2>/dev/null |
      sed 's/:/\\:/g; s/\t/:/')"})
    _describe option words
  else
    _files
  fi
}
compdef _imds_ready imds-ready
)sh";

constexpr const char* kFish =
    R"sh(complete -c imds-ready -n __fish_use_subcommand \
  -f -a "analyze sniff report rules"
for verb in analyze sniff report rules
  complete -c imds-ready -n "__fish_seen_subcommand_from $verb" \
    -a "(string match -q -- '-*' (commandline -ct);
         and imds-ready $verb --completion-words 2>/dev/null)"
end
)sh";

const char* script_for(const std::string& shell) {
  return shell == "bash"   ? kBash
         : shell == "zsh"  ? kZsh
         : shell == "fish" ? kFish
                           : nullptr;
}

} // namespace

ExitStatus print_completion(const std::vector<std::string>& args) {
  const char* script = args.size() == 1 ? script_for(args[0]) : nullptr;
  if (script == nullptr) {
    term::error({"wants bash, zsh or fish", "--completion",
                 "imds-ready --completion bash"});
    return ExitStatus::could_not_run;
  }
  return term::print(script);
}

} // namespace imds
