// SPDX-License-Identifier: Apache-2.0
#include "analyzer/shell/shell_ir.h"

#include "tests/analyzer/ir_line.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

struct Case {
  const char* shell;
  const char* ir; // the body, then "name: body" of each function
};

std::string lowered(const std::string& text) {
  ShellCode code = shell_to_ir(parse_shell(text), {0, "run.sh"});
  std::string all = ir_line(code.body);
  for (const ir::Function& function : code.functions)
    all += "\n" + function.name + ": " + ir_line(function.body);
  return all;
}

const Case kCases[] = {
    // Commands and words.
    {"curl -s http://a/b", R"(shell("curl", "-s", "http://a/b"))"},
    {"U=http://a; curl \"$U/b\"",
     R"(U = "http://a"; shell("curl", (U + "/b")))"},
    {"curl=\"curl -s\"; $curl $U/b",
     R"(curl = "curl -s"; shell(curl..., (U... + "/b")...))"},
    {"sudo -E env A=b timeout 5 curl x", R"(shell("curl", "x"))"},
    {"sudo -u root curl x", R"(shell("curl", "x"))"},
    {"xargs -n 1 curl x", R"(shell("curl", "x"))"},
    {"/usr/bin/env busybox wget x", R"(shell("wget", "x"))"},
    {"echo $A | xargs curl -s",
     R"(pipe(A, shell("eval", ((((("" + "curl") + " ") + "-s") + " ") + A))))"},
    {"cat x >f", R"(shell("cat", "x", >{"f"}))"},
    {"exec 3<>/dev/tcp/h/80", R"(&3 = shell("exec", <>{"/dev/tcp/h/80"}))"},
    {"echo a >&3", "shell(\"echo\", <<<{(\"a\" + \"\n\")}, >&{&3})"},
    {"(echo a; echo -n b) | nc h 80",
     "pipe(shell(\"nc\", \"h\", \"80\", <<<{((\"a\" + \"\n\") + \"b\")}))"},
    {"command -v curl", R"(shell("command", "-v", "curl"))"},
    // Values.
    {"T=$(curl -X PUT u)", R"(T = shell("curl", "-X", "PUT", "u"))"},
    {"T=`curl u | tr -d x`",
     R"(T = pipe(shell("curl", "u"), shell("tr", "-d", "x")))"},
    {"X=$(printf '%s.%b' a b c d | tail)",
     R"(X = pipe(strdup_printf("%s.%s%s.%s", "a", "b", "c", "d"), shell("tail")))"},
    {"X=$(echo \"$A\" | jq .)", R"(X = pipe(A, shell("jq", ".")))"},
    {"X=$(echo -n a $B)", R"(X = (("a" + " ") + B))"},
    {"X=$(a; b)",
     "X = $(1:3.0)()\n$(1:3.0): shell(\"a\"); return shell(\"b\")"},
    {"X=$(a || b)", "X = $(1:3.0)()\n$(1:3.0): (out) = shell(\"a\"); "
                    "if ((out)) {return (out)}; (out) = shell(\"b\"); "
                    "if ((out)) {return (out)}; return \"\""},
    {"X=${A:-b}", R"(X = (A... ? A... : {"b"}))"},
    {"X=\"${A:-b}\"", R"(X = (A ? A : "b"))"},
    {"curl ${T:+-H \"X: $T\"} u",
     R"(shell("curl", (T... ? {"-H", ("X: " + T)} : {})..., "u"))"},
    {"X=${A%/*}", "X = cut(A...)"},
    {"H=(-H \"X: $T\"); curl \"${H[@]}\" u",
     R"(H = {"-H", ("X: " + T)}; shell("curl", H, "u"))"},
    {"export A=b C; local D=$(f)", R"(A = "b"; D = shell("f"))"},
    {"declare -r H=(a b); H+=(c); H[3]=d",
     R"(H = {"a", "b"}; H = {H, "c"}; H = {H, "d"})"},
    {"sh -c 'curl '$A' x'",
     R"(shell("sh", "-c", (("curl " + A...)... + " x")))"},
    {"curl \x01"
     "0\x02/x",
     R"(shell("curl", (hole:0 + "/x")))"},
    // Control.
    {"if [ -n \"$T\" ]; then a; else b; fi",
     R"(if ((T != "")) {shell("a")} else {shell("b")})"},
    {"if [ -z $T ]; then a; fi", R"(if ((T == "")) {shell("a")})"},
    {"if ! [ \"$A\" = b ]; then a; fi", R"(if (!(A == "b")) {shell("a")})"},
    {"[[ -n $T && x == y ]] || b",
     R"(if (((T != "") && ("x" == "y"))) {} else {shell("b")})"},
    {"[ -z \"$A\" -o -z \"$B\" ] && b",
     R"(if (((A == "") || (B == ""))) {shell("b")})"},
    {"if curl u; then a; fi", R"(if (shell("curl", "u")) {shell("a")})"},
    {"if T=$(curl p); then curl -H $T; fi",
     R"(if ((T = shell("curl", "p"))) {shell("curl", "-H", T...)})"},
    {"curl a || curl b",
     R"(if (shell("curl", "a")) {} else {shell("curl", "b")})"},
    {"T=$(curl p) && curl a",
     R"(if ((T = shell("curl", "p"))) {shell("curl", "a")})"},
    {"curl a | while read x; do curl $x; done",
     R"(shell("curl", "a"); while (shell("read", "x")) )"
     R"({shell("curl", x...)})"},
    {"for i in a b; do curl $i; done",
     R"(range i ({"a", "b"}) {shell("curl", i...)})"},
    {"case $x in a) b;; *) c;; esac",
     R"(switch (x...) "a": {shell("b")} null: {shell("c")})"},
    {"a || exit 1; b", R"(if (shell("a")) {} else {return}; shell("b"))"},
    // Functions.
    {"get() { curl -s \"$U/$1\"; }; X=$(get id)",
     "X = get(\"id\")\n"
     "get: return shell(\"curl\", \"-s\", ((U + \"/\") + 1))"},
    {"f() { if a; then echo $T; else curl u; fi; }",
     "f()\nf: if (shell(\"a\")) {return T} else {return shell(\"curl\", "
     "\"u\")}"},
    {"f() { exit 1; }", "f()\nf: throw"},
};

TEST(ShellIr, LowersCommands) {
  for (const Case& c : kCases)
    EXPECT_EQ(lowered(c.shell), c.ir) << c.shell;
}

TEST(ShellIr, MarksRedirections) {
  ShellCode code = shell_to_ir(parse_shell("bash <<E\ncurl $U\nE\n"), {});
  const ir::Expr& call = code.body.at(0).exprs.at(0);
  ASSERT_EQ(call.args.size(), 2u);
  EXPECT_EQ(call.args[1].type, "redirect");
  EXPECT_EQ(call.args[1].text, "<<");
  EXPECT_EQ(ir_line(call.args[1].args.at(0)), R"((("curl " + U) + "
"))");
}

TEST(ShellIr, FunctionsShareTheScript) {
  ShellCode code = shell_to_ir(parse_shell("\nf() { a; }\n"), {3, "run.sh"});
  ASSERT_EQ(code.functions.size(), 1u);
  EXPECT_EQ(code.functions[0].parent, "run.sh");
  EXPECT_EQ(code.functions[0].loc.file, 3);
  EXPECT_EQ(code.functions[0].loc.line, 2);
}

} // namespace
} // namespace imds::analyzer
