// SPDX-License-Identifier: Apache-2.0
//
// What of a capture file counts as time in which somebody listened.
#include "capture_writer.h"

#include "sniffer/offline.h"

#include "reports/evidence.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace imds::sniffer::test {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kHour = 3600 * kSecond;
constexpr std::int64_t kStart = 1'700'000'000 * kSecond;

/// A packet of other traffic, this long after the start.
Recorded at(std::int64_t after_ns) {
  TcpFields fields;
  fields.from = *parse_endpoint("10.0.0.5:443");
  fields.to = *parse_endpoint("10.0.0.9:40001");
  Recorded packet;
  packet.time_ns = kStart + after_ns;
  packet.bytes = tcp_packet(fields);
  packet.original_length = static_cast<std::uint32_t>(packet.bytes.size());
  return packet;
}

/// A section of packets at these times.
Buffer section(const std::vector<std::int64_t>& times) {
  std::vector<Recorded> packets;
  for (const std::int64_t time : times)
    packets.push_back(at(time));
  return pcapng_file(packets, LinkType::raw);
}

Buffer operator+(Buffer a, const Buffer& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

SurveyRun survey_of(const Buffer& file) {
  const auto imds = Imds::load({});
  const std::string path = write_temporary("capture", file);
  auto run = survey_captures(*imds, {}, {path});
  std::filesystem::remove(path);
  EXPECT_TRUE(run);
  return run ? *run : SurveyRun{};
}

/// Seconds from the first to the last packet of each recording.
std::vector<std::int64_t> spans_of(const Buffer& file) {
  std::vector<std::int64_t> spans;
  for (const Survey& s : survey_of(file).recordings)
    spans.push_back(
        (*evidence::parse_time(s.end) - *evidence::parse_time(s.start)) /
        kSecond);
  return spans;
}

TEST(Offline, AFileMayHoldSeveralRecordings) {
  const struct Case {
    const char* name;
    Buffer file;
    std::vector<std::int64_t> spans;
  } cases[] = {
      {"silence within a section", section({0, kHour}), {3600}},
      {"sections 20 hours apart",
       section({0, kSecond}) + section({20 * kHour, 20 * kHour + kSecond}),
       {1, 1}},
      {"sections that go on",
       section({0, kSecond}) + section({2 * kSecond, 3 * kSecond}),
       {3}},
      {"sections of one time",
       section({0, kHour}) + section({kSecond, kHour}),
       {3600, 3599}},
      {"packets a little out of order",
       section({0, 9 * kSecond, kSecond, kHour}),
       {3600}},
      {"a packet of the day before",
       section({0, kSecond, -24 * kHour, 2 * kSecond, 3 * kSecond}),
       {1}},
      {"a packet of the next day",
       section({0, kSecond, 24 * kHour, 2 * kSecond, 3 * kSecond}),
       {2}},
      {"a clock that was set back",
       section({0, 3 * kSecond, -kHour, -kHour + 8 * kSecond}),
       {8}},
  };
  for (const Case& c : cases)
    EXPECT_EQ(spans_of(c.file), c.spans) << c.name;
}

TEST(Offline, ACaptureWithoutTimesIsAsOldAsItsFile) {
  const Buffer one = section({0});
  const Buffer none(one.begin(), one.begin() + 28 + 40);
  const Buffer packet = at(0).bytes; // 40 bytes
  const Buffer simple = Buffer{3, 0, 0, 0, 56, 0, 0, 0, 40, 0, 0, 0} + packet +
                        Buffer{56, 0, 0, 0};
  for (const Buffer& file : {none, none + simple}) {
    const Survey survey = survey_of(file).survey;
    EXPECT_GT(*evidence::parse_time(survey.start), kStart);
    EXPECT_EQ(survey.start, survey.end);
    EXPECT_EQ(survey.gaps, 0u);
  }
}

} // namespace
} // namespace imds::sniffer::test
