// SPDX-License-Identifier: Apache-2.0
//
// The fast reader takes a line only if the careful one reads the same from it.
#include "reports/line_reader.h"
#include "reports/sighting_line.h"
#include "samples.h"

#include "reports/evidence.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace imds::report {
namespace {

using nlohmann::json;

std::string padded(const std::string& line) {
  return line + std::string(LineReader::kPadding, ' ');
}

std::string text_of(const SightingView& v) {
  json out = {v.host,       v.run,       v.seq,
              v.first,      v.last,      v.count,
              v.method,     v.path,      v.status,
              v.peer,       v.cause,     v.user_agent,
              v.pid,        v.pids,      v.comm,
              v.exe,        v.user,      v.unit,
              v.cgroup,     v.argv,      v.parent,
              v.pod,        v.runtime,   v.container,
              v.image,      v.reply_ttl, v.attribution,
              v.confidence, v.endpoint,  name(v.request_class),
              v.netns,      v.go_between};
  return out.dump();
}

TEST(SightingLine, ReadsWhatTheCarefulReaderReads) {
  SightingParser parser;
  for (const char* patch :
       {"{}", R"({"host":null,"method":null,"path":null,"status":null})",
        R"({"pid":null,"start_time":null,"pids":7})",
        R"({"container":"c1","runtime":"docker","pod":"p1","peer":"172.17.0.2",
             "image":"shop/cart:1.4"})",
        R"({"comm":"a\"b\\c\u00e9\u2028","argv":["x y","","<script>"]})",
        R"({"go_between":"kube2iam","netns":null})",
        R"({"cause":"hop limit","class":"v1_fallback","parents":[]})",
        R"({"some_new_key":{"a":[1,2,{"b":null}]}})"}) {
    const std::string line = samples::sighting(patch);
    SightingView fast, careful;
    ASSERT_TRUE(parser.parse(
        std::string_view(padded(line)).substr(0, line.size()), fast))
        << patch;
    const auto fact = evidence::parse(line);
    ASSERT_TRUE(fact) << patch;
    ASSERT_TRUE(view_of(std::get<Sighting>(*fact), careful));
    EXPECT_EQ(text_of(fast), text_of(careful)) << patch;
  }
}

TEST(SightingLine, LeavesWhatIsUnusual) {
  SightingParser parser;
  for (const std::string& line :
       {samples::survey(),
        samples::scan(),
        samples::finding(),
        samples::sighting(R"({"schema":2})"),
        samples::sighting(R"({"class":"v3_ok"})"),
        samples::sighting(R"({"count":-1})"),
        samples::sighting(R"({"count":0})"),
        samples::sighting(R"({"count":1099511627777})"),
        samples::sighting(R"({"netns":1099511627777})"),
        samples::sighting(R"({"last":"2026-11-02T00:59:59.999Z"})"),
        "{\"class\":\"v1_ok\"," + samples::sighting().substr(1),
        samples::sighting(R"({"parents":[{"pid":1,"comm":"a","more":2}]})"),
        samples::sighting(R"({"count":1.5})"),
        samples::sighting(R"({"count":"3"})"),
        samples::sighting(R"({"first":"yesterday"})"),
        samples::sighting(R"({"first":"2026-02-30T00:00:00.000Z"})"),
        samples::sighting(R"({"argv":[1]})"),
        samples::sighting(R"({"survey":""})"),
        samples::sighting() + "}",
        std::string("{\"fact\":"),
        std::string("{\"fact\":\"sighting\",\"schema\":1}"),
        std::string("{"),
        std::string()}) {
    SightingView view;
    const std::string room = padded(line);
    EXPECT_FALSE(
        parser.parse(std::string_view(room).substr(0, line.size()), view))
        << line;
  }
}

} // namespace
} // namespace imds::report
