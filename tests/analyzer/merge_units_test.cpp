// SPDX-License-Identifier: Apache-2.0
#include "analyzer/merge_units.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

constexpr const char* kUrl = "http://169.254.169.254/";

ir::Expr text(const std::string& value, int line) {
  ir::Expr expr;
  expr.kind = ir::ExprKind::str;
  expr.text = value;
  expr.loc = {.file = 0, .line = line, .column = 1};
  return expr;
}

ir::Stmt call(const std::string& callee, std::vector<ir::Expr> args) {
  ir::Expr expr;
  expr.kind = ir::ExprKind::call;
  expr.text = callee;
  expr.args = std::move(args);
  ir::Stmt stmt;
  stmt.exprs = {expr};
  return stmt;
}

ir::Unit unit(ir::ReadAs read_as, std::vector<ir::Stmt> body,
              std::vector<std::string> errors = {}) {
  ir::Function f;
  f.name = "a::role";
  f.has_body = true;
  f.loc = {.file = 0, .line = 1, .column = 1};
  f.end_line = 9;
  f.body = std::move(body);
  ir::Unit result;
  result.main_file = "role.cpp";
  result.read_as = read_as;
  result.files = {"role.cpp"};
  result.functions = {f};
  result.errors = std::move(errors);
  return result;
}

/// How the one function is read in the end; empty where it is there twice.
std::vector<ir::ReadAs> readings(const std::vector<ir::Unit>& units) {
  std::vector<ir::ReadAs> all;
  for (const auto& u : units)
    for (std::size_t i = 0; i < u.functions.size(); ++i)
      all.push_back(u.read_as);
  return all;
}

using enum ir::ReadAs;
const std::vector<Mention> kMentions = {{"role.cpp", 3, 1, MentionKind::address,
                                         kUrl, MentionState::unexplained, ""}};
const std::vector<ir::Stmt> kWhole = {call("get", {text(kUrl, 3)}),
                                      call("add_header", {}), call("log", {})};

TEST(MergeUnits, PrefersClang) {
  const auto merged =
      merge_units({unit(inferred, kWhole)}, {unit(lexical, kWhole)}, kMentions);
  EXPECT_EQ(readings(merged), std::vector{inferred});
}

TEST(MergeUnits, TakesTokensWhereClangLostAMention) {
  const auto merged = merge_units({unit(inferred, {call("log", {})})},
                                  {unit(lexical, kWhole)}, kMentions);
  EXPECT_EQ(readings(merged), std::vector{lexical});
}

TEST(MergeUnits, TakesTokensWhereClangLostCalls) {
  const std::vector<ir::Stmt> less = {call("get", {text(kUrl, 3)})};
  EXPECT_EQ(readings(merge_units({unit(inferred, less, {"role.cpp:2: error"})},
                                 {unit(lexical, kWhole)}, kMentions)),
            std::vector{lexical});
  // Without an error there is a reason: a macro, an #if that is not taken.
  EXPECT_EQ(readings(merge_units({unit(inferred, less)},
                                 {unit(lexical, kWhole)}, kMentions)),
            std::vector{inferred});
}

TEST(MergeUnits, TakesTokensWhereClangLostAValue) {
  ir::Stmt whole = call("get", {text(kUrl, 3)});
  whole.kind = ir::StmtKind::declare;
  whole.text = "answer";
  ir::Stmt bare = whole;
  bare.exprs.clear();
  const std::vector<ir::Stmt> rest = {call("a", {text(kUrl, 3)}), call("b", {}),
                                      call("c", {})};
  auto all = rest, less = rest;
  all.push_back(whole);
  less.push_back(bare);
  EXPECT_EQ(readings(merge_units({unit(inferred, less, {"role.cpp:2: error"})},
                                 {unit(lexical, all)}, kMentions)),
            std::vector{lexical});
}

TEST(MergeUnits, TakesWhatClangDoesNotHave) {
  auto other = unit(lexical, kWhole);
  other.functions[0].name = "a::other";
  const auto merged = merge_units({unit(build, kWhole)}, {other}, kMentions);
  EXPECT_EQ(readings(merged), (std::vector{build, lexical}));
}

TEST(MergeUnits, ReadsAHeaderOnce) {
  const auto merged = merge_units(
      {unit(repaired, kWhole), unit(build, kWhole), unit(inferred, kWhole)}, {},
      kMentions);
  EXPECT_EQ(readings(merged), std::vector{build});
}

TEST(MergeUnits, PrefersWhatMendedErrorsToWhatHasThem) {
  const std::vector<ir::Stmt> less = {call("get", {text(kUrl, 3)})};
  const auto merged = merge_units(
      {unit(inferred, less, {"role.cpp:2: error"}), unit(repaired, kWhole)}, {},
      kMentions);
  EXPECT_EQ(readings(merged), std::vector{repaired});
}

TEST(MergeUnits, KeepsASecondConfiguration) {
  const std::vector<ir::Stmt> other = {call("get", {text("other", 3)})};
  const auto merged =
      merge_units({unit(build, kWhole), unit(build, other)}, {}, kMentions);
  EXPECT_EQ(readings(merged), (std::vector{build, build}));
}

} // namespace
} // namespace imds::analyzer
