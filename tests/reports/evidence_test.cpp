// SPDX-License-Identifier: Apache-2.0
#include "reports/evidence.h"

#include "reports/rule_file.h"
#include "reports/rule_schema.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace imds::evidence {
namespace {

Sighting sample_sighting() {
  Sighting s;
  s.origin = {"h", "11111111-2222-4333-8444-555555555555", 8};
  s.first = s.last = "2026-11-01T10:00:00.000Z";
  s.request_class = "v1_ok";
  s.count = 3;
  s.method = "GET";
  s.path = "/latest/meta-data/";
  s.status = 200;
  s.endpoint = "169.254.169.254";
  s.pid = 812;
  s.argv = std::vector<std::string>{"curl", "-s"};
  s.parents = {{1, "systemd"}};
  s.attribution = "diag";
  s.confidence = "high";
  return s;
}

Finding sample_finding() {
  Finding f;
  f.origin = {std::nullopt, "11111111-2222-4333-8444-555555555555", 1};
  f.verdict = "v1";
  f.file = "src/a.cpp";
  f.line = 7;
  f.trace = {{"src/a.cpp", 3, "f", "the URL is made here"}};
  f.config_switch = Switch{"use_v2", "false", "asks with a token"};
  return f;
}

class Files : public testing::Test {
protected:
  void SetUp() override {
    dir_ = std::filesystem::temp_directory_path() /
           ("imds-evidence-" + std::to_string(getpid()));
    std::filesystem::create_directory(dir_);
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }
  std::string write(const std::string& text) {
    std::string path = dir_ / "in.ndjson";
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  ReadStats read(const std::string& text) {
    facts_.clear();
    auto stats = read_file(write(text),
                           [&](Fact&& f) { facts_.push_back(std::move(f)); });
    EXPECT_TRUE(stats.has_value());
    return *stats;
  }

  std::filesystem::path dir_;
  std::vector<Fact> facts_;
};

TEST_F(Files, WhatIsWrittenIsReadBack) {
  std::string line = dump(to_json(sample_sighting())) + "\n" +
                     dump(to_json(sample_finding())) + "\n";
  ReadStats stats = read(line);
  EXPECT_EQ(stats.facts, 2u);
  ASSERT_EQ(facts_.size(), 2u);
  std::string again = dump(to_json(std::get<Sighting>(facts_[0]))) + "\n" +
                      dump(to_json(std::get<Finding>(facts_[1]))) + "\n";
  EXPECT_EQ(again, line);
}

TEST_F(Files, TheUnknownIsNull) {
  auto j = to_json(sample_sighting());
  for (const char* key : {"peer", "user_agent", "reply_ttl", "cause", "exe",
                          "uid", "unit", "container", "netns"})
    EXPECT_TRUE(j[key].is_null()) << key;
  EXPECT_TRUE(to_json(sample_finding())["trace"].is_array());
}

TEST_F(Files, CountsWhatItCannotUseAndKeepsTheRest) {
  std::string good = dump(to_json(sample_sighting())) + "\n";
  struct Case {
    std::string text;
    std::uint64_t facts, torn, broken, unknown, newer, too_long;
  } cases[] = {
      {"", 0, 0, 0, 0, 0, 0},
      {good, 1, 0, 0, 0, 0, 0},
      {good + good.substr(0, 40), 1, 1, 0, 0, 0, 0},
      {good.substr(0, good.size() - 1), 1, 0, 0, 0, 0, 0},
      {"not json\n" + good, 1, 0, 1, 0, 0, 0},
      {"[1]\n" + good, 1, 0, 1, 0, 0, 0},
      {"\n\r\n" + good, 1, 0, 0, 0, 0, 0},
      {R"({"fact":"song","schema":1,"survey":"u","seq":1})"
       "\n" +
           good,
       1, 0, 0, 1, 0, 0},
      {R"({"fact":"sighting","schema":2,"survey":"u","seq":1})"
       "\n" +
           good,
       1, 0, 0, 0, 1, 0},
      {R"({"fact":"sighting","schema":1,"survey":"u","seq":"x"})"
       "\n" +
           good,
       1, 0, 1, 0, 0, 0},
      {R"({"fact":"sighting","schema":1,"seq":1})"
       "\n" +
           good,
       1, 0, 1, 0, 0, 0},
      {R"({"fact":"finding","schema":1,"scan":"u","seq":1,)"
       R"("verdict":"v1","switch":{"name":0,"effect":"e"}})"
       "\n" +
           good,
       1, 0, 1, 0, 0, 0},
      {std::string(5 << 20, 'a') + "\n" + good, 1, 0, 0, 0, 0, 1},
      {std::string(100000, '[') + "\n" + good, 1, 0, 1, 0, 0, 0},
      {std::string(1000, '\0') + "\n" + good, 1, 0, 1, 0, 0, 0},
  };
  for (const Case& c : cases) {
    ReadStats s = read(c.text);
    std::string shown = c.text.substr(0, 60);
    EXPECT_EQ(s.facts, c.facts) << shown;
    EXPECT_EQ(s.torn, c.torn) << shown;
    EXPECT_EQ(s.broken, c.broken) << shown;
    EXPECT_EQ(s.unknown, c.unknown) << shown;
    EXPECT_EQ(s.newer, c.newer) << shown;
    EXPECT_EQ(s.too_long, c.too_long) << shown;
    EXPECT_EQ(s.first_trouble.empty(),
              c.torn + c.broken + c.unknown + c.newer + c.too_long == 0);
  }
}

TEST_F(Files, CutAtEveryByteLosesAtMostTheLastLine) {
  std::string line = dump(to_json(sample_sighting())) + "\n";
  std::string text = line + line;
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    ReadStats s = read(text.substr(0, cut));
    std::uint64_t whole = (cut + 1) / line.size();
    EXPECT_EQ(s.facts, whole) << cut;
    EXPECT_EQ(s.broken, 0u) << cut;
  }
}

TEST_F(Files, AMissingFileAndAFolderAreErrors) {
  auto none = read_file(dir_ / "absent", [](Fact&&) {});
  ASSERT_FALSE(none.has_value());
  EXPECT_NE(none.error().what.find("No such file"), std::string::npos);
  EXPECT_FALSE(read_file(dir_, [](Fact&&) {}).has_value());
}

TEST_F(Files, TheWriterPutsAWholePrivateFileInPlace) {
  std::string path = dir_ / "out.ndjson";
  {
    auto w = FileWriter::create(path);
    ASSERT_TRUE(w.has_value());
    ASSERT_TRUE(w->write(sample_finding()).has_value());
    EXPECT_FALSE(std::filesystem::exists(path));
    ASSERT_TRUE(w->commit().has_value());
  }
  struct stat st{};
  ASSERT_EQ(stat(path.c_str(), &st), 0);
  EXPECT_EQ(st.st_mode & 0777, 0600u);
  {
    auto abandoned = FileWriter::create(path);
    ASSERT_TRUE(abandoned->write(sample_sighting()).has_value());
  }
  auto stats = read_file(
      path, [](Fact&& f) { EXPECT_TRUE(std::holds_alternative<Finding>(f)); });
  EXPECT_EQ(stats->facts, 1u);
  auto entries = std::filesystem::directory_iterator(dir_);
  EXPECT_EQ(std::distance(begin(entries), end(entries)), 1);
}

/// The published schema of a fact, and what is wrong with one line of ours.
std::string mismatch(const nlohmann::ordered_json& fact) {
  std::string path = *builtin_rules_dir() + "/schema/evidence/" +
                     fact["fact"].get<std::string>() + ".schema.json";
  std::ifstream in(path);
  auto schema = nlohmann::json::parse(in, nullptr, false);
  if (schema.is_discarded())
    return "no schema at " + path;
  auto value = nlohmann::json::parse(fact.dump());
  for (const auto& [key, unused] : value.items())
    if (!schema["properties"].contains(key))
      return "the schema does not know " + key;
  auto e = check_schema(value, schema);
  return e ? e->pointer + " " + e->what : "";
}

TEST(EvidenceSchema, EveryFactFitsItsPublishedSchema) {
  Finding finding = sample_finding();
  finding.under_required = "breaks";
  finding.confidence = "high";
  finding.read_as = "build";
  finding.rule = "libcurl.v1_get";
  Sighting bare;
  bare.origin = sample_sighting().origin;
  bare.first = bare.last = "2026-11-01T10:00:00.000Z";
  bare.request_class = "unknown";
  bare.attribution = bare.confidence = "none";
  Sighting full = sample_sighting();
  full.pids = 4;
  Survey survey;
  survey.origin = full.origin;
  survey.source = "live";
  survey.start = survey.end = full.first;
  survey.method = "none";
  survey.one_namespace = true;
  Scan scan;
  scan.origin = finding.origin;
  scan.code_files = scan.findings = 3;
  scan.end = full.first;
  Software software;
  software.origin = finding.origin;
  software.speaks = "unknown";
  Setting setting;
  setting.origin = finding.origin;
  setting.instance = "i-0abc0123456789def";
  for (const auto& fact :
       {to_json(finding), to_json(bare), to_json(full), to_json(survey),
        to_json(scan), to_json(software), to_json(setting)})
    EXPECT_EQ(mismatch(fact), "") << fact.dump();
}

TEST(EvidenceSchema, RefusesWhatHouseWordsDoNotKnow) {
  auto fact = to_json(sample_sighting());
  fact["class"] = "v1";
  EXPECT_NE(mismatch(fact), "");
  fact = to_json(sample_sighting());
  fact["status"] = "200";
  EXPECT_NE(mismatch(fact), "");
}

TEST(EvidenceTime, RoundTripsAndRefuses) {
  EXPECT_EQ(format_time(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(format_time(1'700'000'000'123'999'999), "2023-11-14T22:13:20.123Z");
  EXPECT_EQ(parse_time("2023-11-14T22:13:20.123Z"), 1'700'000'000'123'000'000);
  EXPECT_EQ(parse_time("2023-11-14T22:13:20Z"), 1'700'000'000'000'000'000);
  for (const char* bad :
       {"", "2023-11-14", "2023-13-14T22:13:20Z", "2023-11-14T22:13:20",
        "2023-11-14T25:13:20Z", "2023-02-30T00:00:00Z", "x"})
    EXPECT_FALSE(parse_time(bad).has_value()) << bad;
}

TEST(EvidenceRunId, IsAVersionFourUuid) {
  std::string id = new_run_id();
  ASSERT_EQ(id.size(), 36u);
  EXPECT_EQ(id[14], '4');
  EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos);
  EXPECT_NE(id, new_run_id());
}

} // namespace
} // namespace imds::evidence
