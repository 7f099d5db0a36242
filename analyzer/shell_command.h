// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Shell text as a tree. One reader for scripts, for Dockerfiles and for the
// command strings that programs hand to system() and popen().
//
//   T=$(curl -sX PUT $U/api/token) && curl -H "X-a: $T" $U/meta-data
//
// is ShellCommand{both} of an assignment and a simple command of four words;
// the third word has a text and a variable piece. Nothing is expanded here.
// shell/shell_ir.h turns the tree into ir statements.
namespace imds::analyzer {

struct ShellCommand;
struct ShellWord;

/// A part of a word.
struct ShellPiece {
  enum class Kind {
    text,     // text: the bytes after quote removal
    variable, // text: name, "1", "@", "?" ...; op and operand for ${X:-a}
    hole,     // number: see shell_hole
    command,  // commands: $( ), ` `, <( )
    other,    // $(( )) and what could not be read; text: its source
  };
  Kind kind = Kind::text;
  std::string text;
  bool quoted = false;            // no word splitting
  std::string op;                 // ":-" ":=" ":+" ":?" "-" "=" "+" "?", other
  std::vector<ShellWord> operand; // of op; cut operators keep their pattern
  std::size_t number = 0;
  std::vector<ShellCommand> commands;
};

struct ShellWord {
  int line = 1;
  int column = 1;
  std::vector<ShellPiece> pieces;

  /// The word if it is plain text without expansions, else nullopt.
  std::optional<std::string> literal() const;
};

struct ShellAssign {
  std::string name;
  bool append = false; // +=, X[1]=a
  bool array = false;  // X=(a b), X[1]=a: one word an element; else one word
  std::vector<ShellWord> words;
};

struct ShellRedirect {
  std::string fd; // "3" of 3<>F, else ""
  std::string op; // ">" ">>" "<" "<<" (target: the document) "<<<" ">&" ...
  ShellWord target;
};

struct ShellCommand {
  enum class Kind {
    simple,   // assigns, words, redirects
    pipeline, // blocks: one a stage
    both,     // a && b: two blocks
    either,   // a || b: two blocks
    branch,   // blocks: condition, then, else (may be empty)
    loop,     // blocks: condition (while, until), body; for: words
    choose,   // case: words: subject, then one pattern a block
    group,    // { } and ( ): one block
    function, // words[0]: name; one block
  };
  Kind kind = Kind::simple;
  int line = 1;
  int column = 1;
  bool negated = false; // ! command, until
  std::vector<ShellAssign> assigns;
  std::vector<ShellWord> words; // for: variable, then items
  std::vector<ShellRedirect> redirects;
  std::vector<std::vector<ShellCommand>> blocks;
};

/// Text for a value that is unknown where a command string is built; it may
/// stand anywhere in the text and comes back as ShellPiece::hole.
std::string shell_hole(std::size_t number);

/// Reads shell text: POSIX sh and what bash adds. Never fails: what it cannot
/// read is skipped byte by byte or kept as ShellPiece::other; nesting deeper
/// than 64 is kept as `other`. Time is linear but for nested back-quotes.
std::vector<ShellCommand> parse_shell(std::string_view text,
                                      int first_line = 1);

} // namespace imds::analyzer
