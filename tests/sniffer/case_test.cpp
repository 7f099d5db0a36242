// SPDX-License-Identifier: Apache-2.0
//
// Runs every file of tests/sniffer/cases/: from memory, through a pcap file in
// both byte orders, through a pcapng file, and through the capture filter.
#include "pkt_case.h"

#include "sniffer/capture_filter.h"
#include "sniffer/capture_reader.h"
#include "sniffer/engine.h"
#include "sniffer/link_layer.h"
#include "sniffer/offline.h"
#include "sniffer/packet_notes.h"
#include "sniffer/pcap.h"
#include "sniffer/survey_run.h"
#include "tests/paths.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace imds::sniffer::test {
namespace {

namespace fs = std::filesystem;

const Imds& rules() {
  static const auto imds = Imds::load({});
  EXPECT_TRUE(imds.has_value());
  return *imds;
}

PktCase load(const std::string& name) {
  std::ifstream file(tests::source_dir() + "/tests/sniffer/cases/" + name +
                     ".pkt");
  std::stringstream text;
  text << file.rdbuf();
  auto parsed = parse_case(text.str());
  if (!parsed) {
    ADD_FAILURE() << name << ": " << parsed.error().where << ": "
                  << parsed.error().what;
    return {};
  }
  return std::move(*parsed);
}

std::vector<std::string> names() {
  std::vector<std::string> out;
  for (const auto& file :
       fs::directory_iterator(tests::source_dir() + "/tests/sniffer/cases"))
    if (file.path().extension() == ".pkt")
      out.push_back(file.path().stem());
  std::ranges::sort(out);
  return out;
}

std::vector<Endpoint> endpoints_of(const PktCase& c) {
  return *endpoints_to_watch(rules(), c.endpoints);
}

Packet packet_of(const PktCase& c, const Recorded& recorded) {
  Packet packet;
  packet.time_ns = recorded.time_ns;
  packet.link = c.link.type;
  packet.bytes = recorded.bytes;
  packet.original_length = recorded.original_length;
  return packet;
}

class CommentOwners final : public Owners {
public:
  std::shared_ptr<const Caller> owner_of(const Connection&,
                                         const Packet& packet) override {
    if (packet.noted == nullptr)
      return nullptr;
    return std::make_shared<Caller>(*packet.noted);
  }
};

SurveyRun from_memory(const PktCase& c) {
  CommentOwners owners;
  Engine engine(rules(), owners, endpoints_of(c));
  for (const Recorded& recorded : c.packets) {
    Packet packet = packet_of(c, recorded);
    Caller caller;
    read_comment(recorded.comment, caller);
    packet.noted = names_somebody(caller) ? &caller : nullptr;
    engine.ingest(packet);
  }
  engine.finish();
  Interval interval = engine.drain();
  interval.survey.source = "file";
  return {interval.survey, interval.sightings, {}, {}};
}

SurveyRun through_file(const PktCase& c, const Buffer& content) {
  const std::string path = write_temporary("case", content);
  auto run = survey_captures(rules(), endpoints_of(c), {path});
  fs::remove(path);
  EXPECT_TRUE(run.has_value());
  return run ? *run : SurveyRun{};
}

std::string text_of(const Rows& rows) {
  std::string text;
  for (const auto& [row, count] : rows)
    text += "  " + row + " x" + std::to_string(count) + "\n";
  return text;
}

void check(const PktCase& c, const SurveyRun& run, bool with_callers) {
  EXPECT_EQ(text_of(rows_of(run.sightings)), text_of(c.rows)) << c.sentence;
  EXPECT_EQ(run.survey.gaps, c.gaps);
  EXPECT_EQ(static_cast<int>(status_of(run)), c.status);
  std::uint64_t sum = 0;
  for (const Sighting& s : run.sightings)
    sum += s.count;
  EXPECT_EQ(run.survey.requests, sum);
  EXPECT_EQ(run.survey.attributed + run.survey.unattributed, sum);
  for (const Detail& detail : c.details) {
    if (detail.key == "caller" && !with_callers)
      continue;
    const bool found = std::ranges::any_of(run.sightings, [&](const auto& s) {
      return row_of(s) == detail.row &&
             detail_of(s, detail.key) == detail.value;
    });
    EXPECT_TRUE(found) << detail.row << " has no " << detail.key << "="
                       << detail.value;
  }
}

class CaseTest : public testing::TestWithParam<std::string> {};

TEST_P(CaseTest, FromMemory) {
  const PktCase c = load(GetParam());
  check(c, from_memory(c), /*with_callers=*/true);
}

TEST_P(CaseTest, ThroughPcap) {
  const PktCase c = load(GetParam());
  check(c, through_file(c, pcap_file(c.packets, c.link.type)), false);
  check(c, through_file(c, pcap_file(c.packets, c.link.type, {true, true})),
        false);
}

TEST_P(CaseTest, ThroughPcapng) {
  const PktCase c = load(GetParam());
  check(c, through_file(c, pcapng_file(c.packets, c.link.type)), true);
  check(c, through_file(c, pcapng_file(c.packets, c.link.type, true)), true);
}

// A live socket hands over packets without their link header; its filter is
// this one whatever the link is.
TEST_P(CaseTest, PassesTheFilter) {
  const PktCase c = load(GetParam());
  const auto program = compile_filter(capture_filter(endpoints_of(c)), 262144);
  ASSERT_TRUE(program) << program.error().what;
  for (const Recorded& recorded : c.packets) {
    Packet packet;
    packet.link = c.link.type;
    packet.bytes = recorded.bytes;
    packet.original_length = recorded.original_length;
    const auto ip = ip_of(packet);
    ASSERT_TRUE(ip);
    EXPECT_TRUE(
        passes(*program, ip->bytes,
               static_cast<std::uint32_t>(ip->bytes.size()) + ip->missing));
  }
}

TEST(CaptureFilter, KeepsOtherTrafficOut) {
  const auto imds = Imds::load({});
  const auto program =
      compile_filter(capture_filter(*endpoints_to_watch(*imds, {})), 262144);
  ASSERT_TRUE(program) << program.error().what;
  for (const auto& [to, is_ours] :
       {std::pair("169.254.169.254", true),
        std::pair("[fd00:ec2::254]:80", true),
        std::pair("169.254.169.253", false), std::pair("10.0.0.9", false),
        std::pair("[fd00:ec2::253]:80", false)}) {
    TcpFields fields;
    fields.to = *parse_endpoint(to);
    fields.from = {fields.to.address, 40001};
    fields.from.address.bytes[15] ^= 0x80;
    const Buffer packet = tcp_packet(fields);
    EXPECT_EQ(
        passes(*program, packet, static_cast<std::uint32_t>(packet.size())),
        is_ours)
        << to;
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, CaseTest, testing::ValuesIn(names()),
                         [](const auto& test) { return test.param; });

} // namespace
} // namespace imds::sniffer::test
