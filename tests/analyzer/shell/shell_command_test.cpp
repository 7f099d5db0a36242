// SPDX-License-Identifier: Apache-2.0
#include "analyzer/shell_command.h"

#include <gtest/gtest.h>

#include <string>

namespace imds::analyzer {
namespace {

// A tree as one line: words in [ ], $X a variable, %N a hole, $( ) commands.
std::string show(const std::vector<ShellCommand>& list);

std::string show(const ShellPiece& piece) {
  switch (piece.kind) {
  case ShellPiece::Kind::text:
    return piece.text;
  case ShellPiece::Kind::hole:
    return "%" + std::to_string(piece.number);
  case ShellPiece::Kind::command:
    return "$(" + show(piece.commands) + ")";
  case ShellPiece::Kind::other:
    return "?" + piece.text + "?";
  case ShellPiece::Kind::variable:
    break;
  }
  std::string text = "$" + piece.text + piece.op;
  for (const ShellWord& word : piece.operand) {
    text += "<";
    for (const ShellPiece& inner : word.pieces)
      text += show(inner);
    text += ">";
  }
  return text;
}

std::string show(const ShellWord& word) {
  std::string text = "[";
  for (const ShellPiece& piece : word.pieces)
    text += show(piece);
  return text + "]";
}

const char* name(ShellCommand::Kind kind) {
  static const char* const kNames[] = {"",      "pipe ",  "and ",
                                       "or ",   "if ",    "loop ",
                                       "case ", "group ", "function "};
  return kNames[static_cast<int>(kind)];
}

std::string show(const ShellCommand& command) {
  std::string text = command.negated ? "!" : "";
  text += name(command.kind);
  for (const ShellAssign& assign : command.assigns) {
    text += assign.name + (assign.append ? "+=" : "=");
    for (const ShellWord& word : assign.words)
      text += show(word);
  }
  for (const ShellWord& word : command.words)
    text += show(word);
  for (const ShellRedirect& redirect : command.redirects)
    text += redirect.op + show(redirect.target);
  for (const auto& block : command.blocks)
    text += "{" + show(block) + "}";
  return text;
}

std::string show(const std::vector<ShellCommand>& list) {
  std::string text;
  for (const ShellCommand& command : list)
    text += (text.empty() ? "" : "; ") + show(command);
  return text;
}

struct Case {
  const char* shell;
  const char* tree;
};

const Case kCases[] = {
    // Words and quotes.
    {"curl -s http://a/b", "[curl][-s][http://a/b]"},
    {"curl 'a b' \"c d\"e\\ f", "[curl][a b][c de f]"},
    {"echo '' \"\"", "[echo][][]"},
    {"echo $'GET /\\r\\n'", "[echo][GET /\r\n]"},
    {"curl \\\n -s x", "[curl][-s][x]"},
    {"curl -H \"X: \\\"a\\\"\"", "[curl][-H][X: \"a\"]"},
    {"a # comment\nb", "[a]; [b]"},
    {"a#b", "[a#b]"},
    // Variables.
    {"curl $U/id \"${V}x\"", "[curl][$U/id][$Vx]"},
    {"x ${T:+-H \"X: $T\"} y", "[x][$T:+<-H><X: $T>][y]"},
    {"x \"${A:-b c}\"", "[x][$A:-<b c>]"},
    {"x ${A#*/} ${#A} ${!A}", "[x][$A#<*/>][$A#][$A!]"},
    {"x \"${H[@]}\" $@ $1 $?", "[x][$H][$@][$1][$?]"},
    {"x $((1+(2))) y", "[x][?$((1+(2)))?][y]"},
    {"x 5$ $", "[x][5$][$]"},
    // Command substitution.
    {"T=$(curl -X PUT u)", "T=[$([curl][-X][PUT][u])]"},
    {"T=`curl u | tr -d x`", "T=[$(pipe {[curl][u]}{[tr][-d][x]})]"},
    {"echo `echo \\`date\\``", "[echo][$([echo][$([date])])]"},
    {"x \"a$(b \"c\")d\"", "[x][a$([b][c])d]"},
    {"diff <(curl a) b", "[diff][$([curl][a])][b]"},
    // Assignments.
    {"A=1 B=\"2 3\" c d", "A=[1]B=[2 3][c][d]"},
    {"H=(-H \"X: $T\")", "H=[-H][X: $T]"},
    {"A+=b", "A+=[b]"},
    {"A[0]=b", "A+=[b]"},
    // Lists.
    {"a && b || c", "or {and {[a]}{[b]}}{[c]}"},
    {"a ||\n b", "or {[a]}{[b]}"},
    {"! a | b", "!pipe {[a]}{[b]}"},
    {"a; b & c", "[a]; [b]; [c]"},
    {"(a; b)", "group {[a]; [b]}"},
    {"{ a; } > f", "group >[f]{[a]}"},
    {"a >/dev/null 2>&1", "[a]>[/dev/null]>&[1]"},
    {"exec 3<>/dev/tcp/1.2.3.4/80", "[exec]<>[/dev/tcp/1.2.3.4/80]"},
    // Compounds.
    {"if a; then b; elif c; then d; else e; fi",
     "if {[a]}{[b]}{if {[c]}{[d]}{[e]}}"},
    {"while a; do b; done", "loop {[a]}{[b]}"},
    {"until a; do b; done", "!loop {[a]}{[b]}"},
    {"for i in a $B; do c; done", "loop [i][a][$B]{}{[c]}"},
    {"for ((i=0; i<3; i++)); do c; done", "loop {}{[c]}"},
    {"case $x in a|b) c;; *) d;; esac", "case [$x][a|b][*]{[c]}{[d]}"},
    {"f() { a; }", "function [f]{group {[a]}}"},
    {"function f { a; }", "function [f]{group {[a]}}"},
    {"[[ -n $T && a == b ]] && c", "and {[[[][-n][$T][&&][a][==][b][]]]}{[c]}"},
    // Here-documents.
    {"cat <<E >f\na $B\nE\nc", "[cat]<<[a $B\n]>[f]; [c]"},
    {"cat <<'E'\na $B\nE\n", "[cat]<<[a $B\n]"},
    {"cat <<-E\n\ta\n\tE\nb", "[cat]<<[a\n]; [b]"},
    {"x <<A <<B\n1\nA\n2\nB\ny", "[x]<<[1\n]<<[2\n]; [y]"},
    {"x <<<\"$A\"", "[x]<<<[$A]"},
    // What programs build.
    {"curl -H 'X: \x01"
     "3\x02' \x01"
     "0\x02/id",
     "[curl][-H][X: %3][%0/id]"},
    {"curl \"\x01"
     "12\x02\"",
     "[curl][%12]"},
    // What makes no sense ends all the same.
    {"if a", "if {[a]}{}{}"},
    {") b", "[b]"},
    {"'a", "[a]"},
    {"$(", "[$()]"},
    {"x ${", "[x][$]"},
    {"a | | b", "pipe {[a]}{}{[b]}"},
    {"cat <<E\nnever", "[cat]<<[never\n]"},
    {"a=$(\"", "a=[$([])]"},
};

TEST(ShellCommand, ReadsShellText) {
  for (const Case& c : kCases)
    EXPECT_EQ(show(parse_shell(c.shell)), c.tree) << c.shell;
}

TEST(ShellCommand, KeepsPlaces) {
  auto list = parse_shell("a\nb <<E\n1\n2\nE\n  c d\n", 10);
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(list[1].line, 11);
  EXPECT_EQ(list[1].redirects[0].target.line, 12);
  EXPECT_EQ(list[2].line, 15);
  EXPECT_EQ(list[2].words[1].column, 5);
}

TEST(ShellCommand, ReadsBackAHole) {
  auto list = parse_shell("curl " + shell_hole(42));
  ASSERT_EQ(list.at(0).words.at(1).pieces.size(), 1u);
  EXPECT_EQ(list[0].words[1].pieces[0].number, 42u);
}

TEST(ShellCommand, EndsOnDeepNesting) {
  for (const char* unit : {"$(", "(", "`", "${x:-", "{ ", "if ", "f() ", "\"$(",
                           "a && ", "a | ", "<<E ", "a[", "case x in a) "}) {
    std::string text;
    for (int i = 0; i < 20000; ++i)
      text += unit;
    parse_shell(text);
  }
}

} // namespace
} // namespace imds::analyzer
