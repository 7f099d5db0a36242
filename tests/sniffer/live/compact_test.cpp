// SPDX-License-Identifier: Apache-2.0
//
// The month of a busy host: 200 callers, 20 requests a second, one one-shot
// process a second. One hour of it is written as the survey writes it and
// compacted as of an hour, a day and a month later; the sizes add up to the
// size of the log at the end of the month.
#include "sniffer/live/compact.h"

#include "reports/evidence.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

namespace imds::sniffer {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kHour = 3600 * kSecond;
constexpr std::int64_t kStart = 1'767'225'600 * kSecond; // an hour's beginning

using Lines = std::vector<std::string>;

Sighting row(std::int64_t time, std::int64_t pid, const std::string& comm) {
  Sighting s;
  s.origin = {"ip-10-0-0-5", "4b3c9ad5-bb5d-4c3b-8f0c-7c9c2f0fbb3e", 0};
  s.first = s.last = evidence::format_time(time);
  s.request_class = "v1_ok";
  s.count = 1;
  s.method = "GET";
  s.path = "/latest/meta-data/iam/security-credentials/role-of-instance";
  s.status = 200;
  s.endpoint = "169.254.169.254";
  s.peer = "10.0.0.5";
  s.user_agent = "Boto3/1.20.0 Python/3.9.2 Linux/5.10 Botocore/1.23.0";
  s.reply_ttl = 64;
  s.pid = pid;
  s.start_time = evidence::format_time(time - kSecond);
  s.comm = comm;
  s.exe = "/opt/company/" + comm + "/bin/" + comm;
  s.argv = {s.exe.value(), "--config", "/etc/company/" + comm + ".conf"};
  s.uid = 33;
  s.user = "www-data";
  s.parents = {{pid - 1, "sh"}, {1, "systemd"}};
  s.cgroup = "/system.slice/" + comm + ".service";
  s.unit = comm + ".service";
  s.netns = 4026531840;
  s.attribution = "ebpf";
  s.confidence = "high";
  return s;
}

Survey survey(std::int64_t start, std::int64_t end, std::uint64_t requests) {
  Survey s;
  s.origin = {"ip-10-0-0-5", "4b3c9ad5-bb5d-4c3b-8f0c-7c9c2f0fbb3e", 0};
  s.source = "live";
  s.start = evidence::format_time(start);
  s.end = evidence::format_time(end);
  s.requests = s.attributed = requests;
  s.method = "ebpf";
  return s;
}

template <class F> std::string line(F fact, std::uint64_t& seq) {
  fact.origin.seq = seq++;
  return evidence::dump(to_json(fact));
}

Lines hour_of_a_busy_host() {
  Lines lines;
  std::uint64_t seq = 0;
  for (int interval = 0; interval < 120; ++interval) {
    const std::int64_t start = kStart + interval * 30 * kSecond;
    // 19 requests a second by 200 callers, 1 by a process of its own. What a
    // caller asked in twelve intervals stands in one row, as it ends up anyway.
    for (int caller = 0; caller < 200 && interval % 12 == 0; ++caller) {
      Sighting s = row(start, 1000 + caller, fmt::format("agent-{}", caller));
      s.count = 12 * (caller < 170 ? 3 : 2);
      lines.push_back(line(s, seq));
    }
    for (int i = 0; i < 30; ++i)
      lines.push_back(line(
          row(start + i * kSecond, 100'000 + interval * 30 + i, "check"), seq));
    lines.push_back(line(survey(start, start + 30 * kSecond, 600), seq));
  }
  return lines;
}

struct Compacted {
  Lines lines;
  std::size_t bytes = 0;
  std::uint64_t rows = 0;
  std::uint64_t count = 0;
  std::uint64_t requests = 0;
  std::uint64_t with_pid = 0;
  std::uint64_t pids = 0;
};

Compacted compact(const Lines& lines, std::int64_t now) {
  Compacted out;
  Compactor compactor(now, [&out](std::string_view text) {
    out.lines.emplace_back(text);
    out.bytes += text.size() + 1;
    const auto fact = evidence::parse(text);
    ASSERT_TRUE(fact) << text;
    if (const auto* s = std::get_if<Sighting>(&*fact)) {
      ++out.rows;
      out.count += s->count;
      out.with_pid += s->pid ? 1 : 0;
      out.pids += s->pids.value_or(0);
    } else if (const auto* survey = std::get_if<Survey>(&*fact)) {
      out.requests += survey->requests;
    }
  });
  for (const std::string& one : lines)
    compactor.line(one);
  compactor.finish();
  return out;
}

TEST(Compact, KeepsAMonthOfABusyHostUnderFiftyMegabytes) {
  const Lines hour = hour_of_a_busy_host();
  const std::uint64_t all = 120 * 600;
  const Compacted young = compact(hour, kStart + kHour - kSecond);
  const Compacted of_hour = compact(hour, kStart + 3 * kHour);
  const Compacted of_day = compact(of_hour.lines, kStart + 40 * 24 * kHour);
  for (const Compacted* c : {&young, &of_hour, &of_day}) {
    EXPECT_EQ(c->count, all);
    EXPECT_EQ(c->requests, all);
  }
  EXPECT_EQ(young.with_pid, young.rows) << "an hour keeps its processes";
  EXPECT_EQ(of_hour.with_pid, 0u);
  EXPECT_EQ(of_hour.pids, 200u + 3600u);
  EXPECT_EQ(of_day.rows, 201u);
  // 30 days, 24 hours, the last hour, and what grows until it is compacted.
  constexpr std::size_t kGrowth = 8u << 20;
  const std::size_t month =
      30 * of_day.bytes + 24 * of_hour.bytes + young.bytes + kGrowth;
  std::printf("day %zu, hour %zu, young %zu, month %zu bytes\n", of_day.bytes,
              of_hour.bytes, young.bytes, month);
  EXPECT_LT(month, 50u << 20);
}

TEST(Compact, JoinsTheHoursOfADay) {
  Lines day;
  std::uint64_t seq = 0;
  for (int hour = 0; hour < 24; ++hour) {
    const std::int64_t time = kStart + hour * kHour;
    Sighting s = row(time, 7, "agent");
    s.pid.reset();
    s.start_time.reset();
    s.pids = 5;
    day.push_back(line(s, seq));
    day.push_back(line(survey(time, time + kHour, 1), seq));
  }
  const Compacted c = compact(day, kStart + 60 * 24 * kHour);
  EXPECT_EQ(c.rows, 1u);
  EXPECT_EQ(c.count, 24u);
  EXPECT_EQ(c.pids, 120u);
  EXPECT_EQ(c.lines.size(), 2u);
}

TEST(Compact, DoesNotHideATimeThatWasNotCovered) {
  Lines lines;
  std::uint64_t seq = 0;
  lines.push_back(line(survey(kStart, kStart + 60 * kSecond, 1), seq));
  lines.push_back(
      line(survey(kStart + 90 * kSecond, kStart + 120 * kSecond, 1), seq));
  EXPECT_EQ(compact(lines, kStart + 60 * 24 * kHour).lines.size(), 2u);
}

Sighting of_python(Sighting s, const std::string& script) {
  s.comm = "python3";
  s.exe = "/usr/bin/python3.11";
  s.argv = {"python3", script};
  return s;
}

TEST(Compact, KeepsProgramsApart) {
  Lines lines;
  std::uint64_t seq = 0;
  Sighting base = row(kStart, 7, "curl");
  base.cause = "403";
  lines.push_back(line(base, seq));
  for (const auto& change : std::vector<std::function<void(Sighting&)>>{
           [](Sighting& s) { s.request_class = "v2_ok"; },
           [](Sighting& s) { s.path = "/latest/user-data"; },
           [](Sighting& s) { s.status = 404; }, [](Sighting& s) { s.uid = 0; },
           [](Sighting& s) { s.uid.reset(); },
           [](Sighting& s) { s.cgroup = "/system.slice/other.service"; },
           [](Sighting& s) { s.image = "nginx:1.25"; },
           [](Sighting& s) { s.image = "nginx:1.26"; },
           [](Sighting& s) { s.exe.reset(); },
           [](Sighting& s) { s.parents.front().comm = "backup.sh"; },
           [](Sighting& s) { s = of_python(s, "/etc/cron.d/backup.py"); },
           [](Sighting& s) { s = of_python(s, "/etc/cron.d/rotate.py"); },
           [](Sighting& s) { s.endpoint = "fd00:ec2::254"; },
           [](Sighting& s) { s.cause.reset(); },
           [](Sighting& s) { s.origin.run = "another"; }}) {
    Sighting other = base;
    change(other);
    lines.push_back(line(other, seq));
  }
  EXPECT_EQ(compact(lines, kStart + 60 * 24 * kHour).rows, lines.size());
}

TEST(Compact, PassesOnWhatItDoesNotKnow) {
  const Lines lines = {"not json", R"({"fact":"scan"})", ""};
  Lines out;
  Compactor compactor(kStart,
                      [&out](std::string_view l) { out.emplace_back(l); });
  for (const std::string& one : lines)
    compactor.line(one);
  compactor.finish();
  EXPECT_EQ(out, (Lines{"not json", R"({"fact":"scan"})"}));
}

} // namespace
} // namespace imds::sniffer
