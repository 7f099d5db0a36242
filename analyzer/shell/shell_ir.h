// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/ir.h"
#include "analyzer/shell_command.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

// Shell as ir. One convention for scripts (scan/) and for the text inside
// system() (link/); what follows is all that the linker has to know.
//
// A command is a call of "shell"; args are its words, args[0] the program:
//   curl -s "$U/id"    call shell(str curl, str -s, binary +(var U, str /id))
// Prefix words that only run another command (sudo, env, timeout 5, exec ...)
// are dropped. A word that stands without quotes and may become none or many
// words has Expr::type "words": its value is split at blanks.
//   $curl $U           call shell(var curl "words", var U "words")
//   ${T:+-H "X: $T"}   conditional "words": var T ? init_list(-H, X: + T)
//                      : init_list()
//   "${H[@]}"          var H "words"; H=(a b) assigns an init_list, H+=(c) one
//                      of var H and c
//   'a '$U             a word with quoted blanks is not split
// A redirection is a trailing argument: init_list of type "redirect", text its
// sign, args[0] its target ("<<" and "<<<": the text that is fed in). What is
// piped into nc and its kin is one of theirs:
//   printf X | nc H 80     pipe(shell(str nc, str H, str 80, <<< X))
// exec 3<>/dev/tcp/H/80 assigns the variable &3, echo X >&3 is shell(str echo,
// <<< X, >& var &3).
//
// Values: $( ) and ` ` are the call itself, its value is what it prints; a
// list of commands becomes a function and a call of it. In value position
// `echo` and `printf` are their text (with arguments, call "strdup_printf"). a
// | b is call "pipe"(a, b): what b makes of what a prints; echo a | xargs curl
// is "eval" of "curl a". ${X:-a} is a conditional; ${X#a}, ${X/a/b} ... are
// call "cut"(var X). $(( )) and what could not be read are ExprKind::unknown.
// Variables are ExprKind::var of the script function; a hole of shell_hole(n)
// is a var named hole_name(n), to be bound by who built the text.
//
// sh -c, eval, ssh and docker run keep their text as an argument: evaluate it
// and parse_shell it again.
//
// Functions of a script have `parent` = the script's function, so they share
// its variables; their parameters are named 1, 2 ... 9, and what their last
// command prints is what they return. f a b is call "f"(a, b), also where
// another script defines it; . lib/x.sh is call "x.sh"(). A function that
// nothing calls is called at the end, for whoever sources the script.
// $(a || b) is a function: (out) = a; if ((out)) return (out); (out) = b; ...
//
// Control: if, while, case and && || of statements are branch, loop, choose.
// [ -n "$X" ] is binary != (var X, str ""), -z is ==, = and != are compared,
// ! is unary; a command as a condition is its call: true where it succeeded.
// exit is `leave`, in a function a jump "throw".
namespace imds::analyzer {

/// Name of the variable that stands for shell_hole(number).
std::string hole_name(std::size_t number);

/// nc and its kin: they send what they are fed.
bool sends_input(std::string_view program);

struct ShellCode {
  std::vector<ir::Stmt> body;
  std::vector<ir::Function> functions; // with parent, local
};

/// Where a script's text lies: `file` of its locations, and the name of the
/// ir::Function that will hold the body.
struct ShellPlace {
  int file = -1;
  std::string function;
  /// Functions, and base names, of the scripts that it sources.
  std::set<std::string> sourced = {};
  /// Own functions that the scripts which source it call.
  std::set<std::string> used = {};
};

/// Names of the functions that the commands define.
std::set<std::string> function_names(const std::vector<ShellCommand>& commands);

/// Statements of `commands`. Never fails.
ShellCode shell_to_ir(const std::vector<ShellCommand>& commands,
                      const ShellPlace& place);

} // namespace imds::analyzer
