// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/prometheus.h"

#include <gtest/gtest.h>

namespace imds::sniffer {
namespace {

SurveyRun run_with(const std::string& comm) {
  SurveyRun run;
  Sighting row;
  row.request_class = "v1_ok";
  row.count = 3;
  row.comm = comm;
  row.unit = "x.service";
  run.sightings = {row, row};
  run.survey.packets = 10;
  run.survey.dropped = 2;
  return run;
}

TEST(Prometheus, AddsUpAProgramsRows) {
  const std::string text = prometheus_text(run_with("curl"));
  EXPECT_NE(text.find("imds_ready_requests_total{class=\"v1_ok\","
                      "comm=\"curl\",unit=\"x.service\",container=\"\"} 6\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("\nimds_ready_packets_dropped_total 2\n"),
            std::string::npos);
}

TEST(Prometheus, LetsNoNameBreakALine) {
  const std::string text = prometheus_text(run_with("a\"} 1\nb\\"));
  EXPECT_EQ(text.find("a\"}"), std::string::npos) << text;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    ASSERT_NE(end, std::string::npos);
    const std::string line = text.substr(at, end - at);
    EXPECT_TRUE(line.starts_with("# ") || line.starts_with("imds_ready_"))
        << line;
    at = end + 1;
  }
}

} // namespace
} // namespace imds::sniffer
