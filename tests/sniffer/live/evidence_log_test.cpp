// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/evidence_log.h"

#include "sniffer/live/survey_numbers.h"

#include "reports/evidence.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <set>
#include <sstream>
#include <sys/resource.h>
#include <sys/stat.h>

namespace imds::sniffer {
namespace {

Interval interval(std::uint64_t count) {
  Interval i;
  Sighting s;
  s.first = s.last = "2026-01-01T00:00:00.000Z";
  s.request_class = "v1_ok";
  s.count = count;
  s.endpoint = "169.254.169.254";
  s.comm = "curl";
  s.attribution = "diag";
  s.confidence = "high";
  i.sightings.push_back(s);
  i.survey.source = "live";
  i.survey.start = "2026-01-01T00:00:00.000Z";
  i.survey.end = "2026-01-01T00:00:30.000Z";
  i.survey.requests = count;
  i.survey.method = "diag";
  return i;
}

class Log : public ::testing::Test {
protected:
  // In memory where that is: each append waits for the disk.
  std::string path =
      std::string(::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp") +
      "/evidence_log_test." + std::to_string(::getpid());

  void SetUp() override { ::unlink(path.c_str()); }
  void TearDown() override { ::unlink(path.c_str()); }

  SurveyNumbers numbers;

  Result<EvidenceLog> open() {
    auto log = EvidenceLog::resume(Descriptor(
        ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600)));
    if (log)
      numbers = {{}, log->survey(), log->next_seq()};
    if (numbers.survey.empty())
      numbers.survey = "first";
    return log;
  }
  Result<void> append(EvidenceLog& log, Interval one) {
    return log.append(numbers.lines_of(std::move(one)));
  }
  std::string text() const {
    std::ifstream in(path, std::ios::binary);
    std::stringstream out;
    out << in.rdbuf();
    return out.str();
  }
  void write(const std::string& bytes) const {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  }
  // Every line is a fact, no (run, seq) comes twice, one run in all.
  std::uint64_t check() const {
    std::uint64_t sum = 0;
    std::set<std::string> runs;
    std::set<std::uint64_t> seen;
    const auto stats = evidence::read_file(path, [&](evidence::Fact&& fact) {
      const auto* s = std::get_if<Sighting>(&fact);
      const auto* survey = std::get_if<Survey>(&fact);
      const Origin& origin = s ? s->origin : survey->origin;
      runs.insert(origin.run);
      EXPECT_TRUE(seen.insert(origin.seq).second) << origin.seq;
      sum += s ? s->count : 0;
    });
    EXPECT_TRUE(stats);
    EXPECT_EQ(stats->facts, stats->lines);
    EXPECT_LE(runs.size(), 1u);
    return sum;
  }
};

TEST_F(Log, GoesOnWithTheSameSurvey) {
  for (int run = 0; run < 3; ++run) {
    auto log = open();
    ASSERT_TRUE(log);
    EXPECT_EQ(log->survey(), run == 0 ? "" : "first");
    ASSERT_TRUE(append(*log, interval(1)));
    ASSERT_TRUE(append(*log, interval(2)));
  }
  EXPECT_EQ(check(), 9u);
}

TEST_F(Log, SurvivesBeingCutAtEveryByte) {
  {
    auto log = open();
    ASSERT_TRUE(append(*log, interval(1)));
    ASSERT_TRUE(append(*log, interval(2)));
  }
  const std::string whole = text();
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    write(whole.substr(0, size));
    const auto lines = std::count(
        whole.begin(), whole.begin() + static_cast<long>(size), '\n');
    auto log = open();
    ASSERT_TRUE(log) << size;
    ASSERT_TRUE(append(*log, interval(4)));
    // Whole lines before the cut are kept: row 1, survey 1, row 2, survey 2.
    const std::uint64_t kept = (lines > 0 ? 1 : 0) + (lines > 2 ? 2 : 0);
    ASSERT_EQ(check(), kept + 4) << size;
  }
}

TEST_F(Log, TouchesNoFileThatHoldsSomethingElse) {
  for (const char* content :
       {"my notes\nwithout an end", "{\"name\": 1}", "x", "\xd4\xc3\xb2\xa1"}) {
    std::ofstream(path) << content;
    EXPECT_FALSE(open()) << content;
    EXPECT_EQ(text(), content);
  }
}

TEST_F(Log, BeginsAgainWhereAPowerLossLeftZeros) {
  std::ofstream(path) << std::string(5000, '\0');
  auto log = open();
  ASSERT_TRUE(log);
  ASSERT_TRUE(append(*log, interval(1)));
  EXPECT_TRUE(text().starts_with("{\"fact\":"));
}

TEST_F(Log, KeepsWhatAFullDiskRefusedForTheNextTime) {
  auto log = open();
  ASSERT_TRUE(append(*log, interval(1)));
  const auto before = text();
  // As after a compaction: the new file was not opened to append.
  log->move_to(Descriptor(::open(path.c_str(), O_RDWR | O_CLOEXEC)),
               before.size());
  // A limit on the size of files is a disk that is full in the middle of a
  // line. The signal that comes with it is not what is tested here.
  ::signal(SIGXFSZ, SIG_IGN);
  rlimit old{};
  ::getrlimit(RLIMIT_FSIZE, &old);
  rlimit small{before.size() + 100, old.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  EXPECT_FALSE(append(*log, interval(2)));
  EXPECT_EQ(text(), before) << "half a line must not stay";
  EXPECT_FALSE(append(*log, interval(4)));
  EXPECT_EQ(text(), before);
  ::setrlimit(RLIMIT_FSIZE, &old);
  EXPECT_TRUE(append(*log, interval(8)));
  EXPECT_EQ(check(), 15u);
}

TEST_F(Log, IsReadableByItsOwnerOnly) {
  auto log = open();
  ASSERT_TRUE(append(*log, interval(1)));
  struct stat facts{};
  ASSERT_EQ(::stat(path.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
}

} // namespace
} // namespace imds::sniffer
