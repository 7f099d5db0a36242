// SPDX-License-Identifier: Apache-2.0
//
// The same facts in any order, any split and with any copies give the same
// bytes. The evidence is random, seeded, and runs over every bound that merging
// has: paths, traits, places, timeline buckets.
#include "input_files.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <random>

namespace imds::report {
namespace {

using nlohmann::json;

constexpr const char* kClasses[] = {
    "v1_ok",      "v1_miss", "v1_fallback", "v1_rejected", "put_ok",
    "put_failed", "v2_ok",   "v2_miss",     "other_cloud", "unknown"};

class Source {
public:
  explicit Source(unsigned seed) : random_(seed) {}

  int below(int n) { return std::uniform_int_distribution(0, n - 1)(random_); }
  std::string word(const char* stem, int n) {
    return stem + std::to_string(below(n));
  }
  std::string time() {
    return fmt::format("2026-11-{:02}T{:02}:{:02}:{:02}.000Z", 1 + below(9),
                       below(24), below(60), below(60));
  }
  std::string sighting(int seq) {
    const std::string at = time();
    return samples::sighting(json{
        {"host", word("host-", 3)},
        {"survey", word("run-", 3)},
        {"seq", seq},
        {"class", kClasses[below(10)]},
        {"count", 1 + below(5)},
        {"path", "/latest/meta-data/" + word("key", 90)},
        {"exe", below(4) == 0 ? json(nullptr) : json(word("/bin/p", 3))},
        {"user_agent", word("client/", 20)},
        {"container", word("c", 30)},
        {"image", "shop/" + word("cart", 2) + ":" + word("", 12)},
        {"argv", {"p", word("-x", 9)}},
        {"pid", below(900)},
        {"first", at},
        {"last", at}}.dump());
  }
  void shuffle(std::vector<std::string>& lines) {
    std::ranges::shuffle(lines, random_);
  }

private:
  std::mt19937 random_;
};

/// The report of the same lines in three files, in their order.
std::string split_and_judged(const std::vector<std::string>& lines,
                             Source& source) {
  const samples::InputFiles files;
  std::string texts[3];
  for (const std::string& line : lines)
    texts[source.below(3)] += line + '\n';
  std::vector<std::string> paths;
  for (const std::string& text : texts)
    paths.push_back(files.write(std::to_string(paths.size()), text));
  return samples::as_json(samples::judged_files(paths));
}

TEST(Order, AndSplitAreNoMatter) {
  Source source(7);
  std::vector<std::string> lines;
  for (int seq = 1; seq <= 1200; ++seq)
    lines.push_back(source.sighting(seq));
  for (int i = 0; i < 3; ++i)
    lines.push_back(samples::survey(json{{"survey", "run-" + std::to_string(i)},
                                         {"host", "host-1"},
                                         {"seq", 9000}}
                                        .dump()));
  for (int i = 0; i < 20; ++i)
    lines.push_back(samples::finding(
        json{{"seq", 10 + i}, {"line", source.below(50)}}.dump()));
  lines.push_back(samples::scan());
  const std::string expected = samples::as_json(samples::judged(lines));
  for (int round = 0; round < 3; ++round) {
    source.shuffle(lines);
    for (int copy = 0; copy < 50; ++copy)
      lines.push_back(lines[static_cast<std::size_t>(source.below(1200))]);
    EXPECT_EQ(samples::as_json(samples::judged(lines)), expected)
        << "round " << round;
    EXPECT_EQ(split_and_judged(lines, source), expected) << "round " << round;
  }
}

} // namespace
} // namespace imds::report
