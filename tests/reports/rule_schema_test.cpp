// SPDX-License-Identifier: Apache-2.0
#include "reports/rule_file.h"
#include "reports/rule_schema.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace imds {
namespace {

const nlohmann::json kSchema = nlohmann::json::parse(R"({
  "type": "object", "additionalProperties": false, "required": ["id"],
  "properties": {
    "id": {"type": "string", "pattern": "^[a-z]+\\.[a-z_0-9]+$"},
    "kind": {"enum": ["set", "reset", "send"]},
    "args": {"type": "array", "minItems": 1, "items": {"type": "integer"}},
    "inner": {"$ref": "#/$defs/inner"},
    "either": {"anyOf": [{"type": "string"}, {"type": "integer"}]}
  },
  "$defs": {"inner": {"type": "object", "additionalProperties": false,
    "properties": {"method": {"type": "string"}}}}
})");

TEST(RuleSchema, SaysFileLineAndNearestKey) {
  struct Case {
    const char* text;
    const char* where; // empty: accepted
    const char* what;
    const char* hint;
  } cases[] = {
      {R"({"id": "a.b"})", "", "", ""},
      {"// comment\n{\"id\": \"a.b\", /* x */ \"args\": [1]}", "", "", ""},
      {R"({"id": "a.b", "either": 3})", "", "", ""},
      {"{\n\"id\": \"a.b\",\n\"knd\": \"set\"}", "f.json:3",
       "unknown key 'knd'", "did you mean 'kind'?"},
      {"{\n\"id\": \"a.b\",\n\"inner\": {\n\"metod\": \"x\"}}", "f.json:4",
       "unknown key 'metod'", "did you mean 'method'?"},
      {R"({"id": "a.b", "kind": "sed"})", "f.json:1", "unknown value \"sed\"",
       "did you mean 'set'?"},
      {R"({"kind": "set"})", "f.json:1", "lacks the key 'id'", ""},
      {R"({"id": "A"})", "f.json:1", "does not match", ""},
      {R"({"id": 7})", "f.json:1", "wants \"string\"", ""},
      {R"({"id": "a.b", "args": []})", "f.json:1", "too few items", ""},
      {"{\"id\": \"a.b\",\n\"args\": [1,\n\"x\"]}", "f.json:3",
       "wants \"integer\"", ""},
      {R"({"id": "a.b", "either": null})", "f.json:1", "wants", ""},
      {"{\n\"id\": \n", "f.json:3", "broken JSON", ""},
      {"", "f.json:1", "broken JSON", ""},
  };
  for (const Case& c : cases) {
    auto r = parse_checked("f.json", c.text, kSchema);
    EXPECT_EQ(r.has_value(), *c.where == '\0') << c.text;
    if (r)
      continue;
    EXPECT_EQ(r.error().where, c.where) << c.text;
    EXPECT_NE(r.error().what.find(c.what), std::string::npos) << r.error().what;
    if (*c.hint != '\0') {
      EXPECT_EQ(r.error().hint, c.hint);
    }
  }
}

TEST(RuleSchema, RefusesDeepNestingWithoutRecursion) {
  std::string deep(1'000'000, '[');
  auto r = parse_checked("f.json", deep, kSchema);
  ASSERT_FALSE(r.has_value());
  EXPECT_NE(r.error().what.find("nested"), std::string::npos);
}

TEST(RuleFiles, BuiltInOnesAreAccepted) {
  auto rules = load_rules("imds", {});
  ASSERT_TRUE(rules.has_value())
      << rules.error().where << ": " << rules.error().what;
  EXPECT_GE(rules->size(), 2u);
}

TEST(RuleFiles, AMissingExtraFolderIsAnError) {
  auto rules = load_rules("imds", {"/nonexistent/rules"});
  ASSERT_FALSE(rules.has_value());
  EXPECT_EQ(rules.error().where, "/nonexistent/rules");
}

TEST(RuleFiles, AFolderWithoutRulesIsAnError) {
  const std::filesystem::path dir =
      std::filesystem::path(testing::TempDir()) / "rules_in_no_folder";
  std::filesystem::create_directories(dir);
  std::ofstream(dir / "own.json") << "{}";
  EXPECT_FALSE(load_rules("clients", {dir.string()}));
  std::filesystem::create_directories(dir / "imds");
  EXPECT_TRUE(load_rules("clients", {dir.string()}));
  std::filesystem::remove_all(dir);
}

TEST(Nearest, FindsTyposOnly) {
  std::vector<std::string> words = {"analyze", "sniff", "report"};
  EXPECT_EQ(nearest("analyse", words), "analyze");
  EXPECT_EQ(nearest("snif", words), "sniff");
  EXPECT_EQ(nearest("xylophone", words), "");
}

} // namespace
} // namespace imds
