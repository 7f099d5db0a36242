// SPDX-License-Identifier: Apache-2.0
//
// AWS's own side and other tools' logs.
#include "input_files.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace imds::report {
namespace {

using namespace samples;

constexpr const char* kInstance = "i-0abc0123456789def";

std::string instances(const char* name, const char* tokens, int hops) {
  return fmt::format(R"({{"Reservations": [{{"Instances": [{{
    "InstanceId": "{}", "PrivateDnsName": "ip-10-0-0-5.ec2.internal",
    "Tags": [{{"Key": "Name", "Value": "{}"}}],
    "MetadataOptions": {{"State": "applied", "HttpTokens": "{}",
      "HttpPutResponseHopLimit": {}, "HttpEndpoint": "enabled",
      "HttpProtocolIpv6": "disabled"}}}}]}}]}})",
                     kInstance, name, tokens, hops);
}

std::string metric(const char* label, int hour, int calls) {
  return fmt::format(R"({{"MetricDataResults": [{{"Id": "m1", "Label": "{} {}",
    "Timestamps": ["2026-11-02T{:02}:00:00+00:00",
                   "2026-11-02T{:02}:00:00+00:00"],
    "Values": [{}.0, 0.0]}}]}})",
                     kInstance, label, hour, hour + 1, calls);
}

TEST(ImportAws, ReadsInstancesAndFindsTheirHost) {
  const InputFiles files;
  const Report r =
      judged_files({files.write("e.ndjson", lines({survey(), scan()})),
                    files.write("i.json", instances("web-1", "optional", 2))});
  ASSERT_EQ(r.evidence.settings.size(), 1u);
  const Setting& s = r.evidence.settings.at(kInstance);
  EXPECT_EQ(s.origin.host, "web-1");
  EXPECT_EQ(s.http_tokens, "optional");
  EXPECT_EQ(s.hop_limit, 2);
  EXPECT_EQ(r.verdict, Verdict::ready) << as_json(r);
}

// As a loop over Regions writes them.
TEST(ImportAws, ReadsOneOutputAfterTheOther) {
  const InputFiles files;
  const std::string one = instances("web-{\\\"", "optional", 2);
  std::string two = instances("web-1", "required", 2);
  two.replace(two.find(kInstance), 3, "i-1");
  const std::string torn = two.substr(0, two.size() / 2);
  const Report r = judged_files({files.write("i.json", one + "\n" + two)});
  EXPECT_EQ(r.evidence.settings.size(), 2u);
  EXPECT_TRUE(r.evidence.troubles.empty());
  const Report half = judged_files({files.write("i.json", one + torn)});
  EXPECT_EQ(half.evidence.settings.size(), 1u);
  EXPECT_EQ(half.evidence.troubles.size(), 1u);
}

const char* const kAccount = R"({"AccountLevel": {"HttpTokens": "optional"}})";

// cat instances.json traffic.ndjson | imds-ready report -
TEST(ImportAws, TakesTheFactsBehind) {
  const InputFiles files;
  const std::string breaks =
      lines(complete({sighting(R"({"class":"v1_ok"})")}));
  for (const std::string& output :
       {instances("web-1", "optional", 2), std::string(kAccount)}) {
    const Report r = judged_files({files.write("i", output + "\n" + breaks)});
    EXPECT_EQ(r.verdict, Verdict::not_ready) << output;
    EXPECT_TRUE(r.evidence.troubles.empty());
  }
  const Report torn = judged_files(
      {files.write("i", kAccount + ("\n" + scan() + "\n{\"fact\":\"sur"))});
  EXPECT_EQ(torn.evidence.scans.size(), 1u);
  EXPECT_EQ(torn.evidence.troubles.size(), 1u);
}

struct HostCase {
  const char* name;
  const char* survey; // what the host says of itself
  const char* tag;    // what AWS calls it
  const char* map;
  const char* host; // that it is; "" if none
};

const HostCase kHosts[] = {
    {"the firmware's id", R"({"host":"db","instance":"i-0abc0123456789def"})",
     "nobody", "", "db"},
    {"another firmware's id",
     R"({"host":"db","instance":"i-0fff0123456789def"})", "nobody", "", ""},
    {"its private DNS name", R"({"host":"ip-10-0-0-5.ec2.internal"})", "nobody",
     "", "ip-10-0-0-5.ec2.internal"},
    {"its short DNS name", R"({"host":"ip-10-0-0-5"})", "nobody", "",
     "ip-10-0-0-5"},
    {"its Name tag", R"({"host":"db"})", "db", "", "db"},
    {"its id as a name", R"({"host":"i-0abc0123456789def"})", "nobody", "",
     "i-0abc0123456789def"},
    {"a mapping", R"({"host":"db"})", "nobody",
     "instance i-0abc0123456789def db\n", "db"},
    {"a mapping beats the firmware",
     R"({"host":"db","instance":"i-0abc0123456789def"})", "nobody",
     "instance i-0abc0123456789def web\n", "web"},
    {"nothing", R"({"host":"db"})", "nobody", "", ""},
};

TEST(ImportAws, AnInstanceIsAHostBy) {
  const InputFiles files;
  for (const HostCase& c : kHosts) {
    auto map = TeamMap::load(files.write("map", c.map));
    const Report r = judged_files(
        {files.write("e.ndjson", lines({survey(c.survey), scan()})),
         files.write("i.json", instances(c.tag, "optional", 2))},
        &*map);
    EXPECT_EQ(r.evidence.settings.at(kInstance).origin.host.value_or(""),
              c.host)
        << c.name;
  }
}

std::string two_instances(const char* tag_of_other) {
  return fmt::format(R"({{"Reservations": [{{"Instances": [
    {{"InstanceId": "{}", "MetadataOptions": {{"HttpTokens": "optional"}},
      "Tags": [{{"Key": "Name", "Value": "web-1"}}]}},
    {{"InstanceId": "i-0fff0123456789def", "ImageId": "ami-1",
      "Tags": [{{"Key": "Name", "Value": "{}"}}]}}]}}]}})",
                     kInstance, tag_of_other);
}

// One survey must not stand for instances that nobody looked at.
TEST(ImportAws, ANameOfTwoInstancesIsNobodys) {
  const InputFiles files;
  const auto hosts = [&](const char* tag, const char* surveyed) {
    return judged_files(
               {files.write("e.ndjson", lines({survey(surveyed), scan()})),
                files.write("i.json", two_instances(tag))})
        .instance_hosts;
  };
  const std::map<std::string, std::string> one = {{kInstance, "web-1"}};
  EXPECT_EQ(hosts("web-2", "{}"), one);
  EXPECT_TRUE(hosts("web-1", "{}").empty());
  EXPECT_EQ(hosts("web-1", R"({"instance":"i-0abc0123456789def"})"), one);
}

struct PartCase {
  const char* name;
  std::string text;
  const char* said; // of what is missing; "" for nothing
};

std::string point(const char* label, const char* sum) {
  return fmt::format(R"({{"Label": "{}", "Datapoints": [{{"Timestamp":
    "2026-11-02T01:00:00+00:00", {}}}]}})",
                     label, sum);
}

std::string data(const char* label, const char* values, const char* status) {
  return fmt::format(R"({{"MetricDataResults": [{{"Id": "m1", "Label": "{}",
    "Timestamps": ["2026-11-02T01:00:00+00:00"], "Values": {},
    "StatusCode": "{}"}}]}})",
                     label, values, status);
}

const char* const kSurveyed = "no survey is of this instance";

const PartCase kParts[] = {
    {"a sum of nothing", point("MetadataNoToken", R"("Sum": 0.0)"), ""},
    {"no data point", R"({"Label": "MetadataNoToken", "Datapoints": []})", ""},
    {"the id alone as a label", data(kInstance, "[0.0]", "Complete"), ""},
    {"an average", point("MetadataNoToken", R"("Average": 7.0)"), "or a sum"},
    {"an average that is called a sum",
     data("MetadataNoToken", "[0.4]", "Complete"), "or a sum"},
    {"what CloudWatch has messages about",
     R"({"MetricDataResults": [], "Messages": [{"Code": "ArgumentOverflow"}]})",
     "it has Messages"},
    {"an id that is a command",
     R"([{"InstanceId": "i-0; reboot", "MetadataOptions": {}}])",
     "no instance's id"},
    {"a negative sum", point("MetadataNoToken", R"("Sum": -7)"), "or a sum"},
    {"a sum in words", point("MetadataNoToken", R"("Sum": "7")"), "or a sum"},
    {"a sum beyond all", point("MetadataNoToken", R"("Sum": 1e300)"),
     "or a sum"},
    {"a time in seconds",
     R"({"Label": "MetadataNoToken",
         "Datapoints": [{"Timestamp": 1793581200, "Sum": 7}]})",
     "without a time"},
    {"another metric", point("CPUUtilization", R"("Sum": 7)"), "not named"},
    {"fewer values than times", data(kInstance, "[]", "Complete"), "or a sum"},
    {"a part of the data", data(kInstance, "[0.0]", "PartialData"),
     "a part of a metric"},
    {"a page of the list", R"({"NextToken": "x", "Reservations": [{"Instances":
         [{"InstanceId": "i-0abc0123456789def", "MetadataOptions": {}}]}]})",
     "one page of a longer list"},
    {"an instance whose options were left out", two_instances("web-2"),
     kSurveyed},
    {"an instance that is gone",
     R"([{"InstanceId": "i-0fff0123456789def", "State": {"Name": "terminated"},
          "MetadataOptions": {"HttpTokens": "optional"}}])",
     ""},
    {"an instance of a slice by --query",
     R"([{"InstanceId": "i-0fff0123456789def",
          "MetadataOptions": {"HttpTokens": "optional"}}])",
     kSurveyed},
};

TEST(ImportAws, APartIsNotTheWhole) {
  const InputFiles files;
  const std::string evidence = files.write(
      "e.ndjson",
      lines({survey(R"({"instance":"i-0abc0123456789def"})"), scan()}));
  for (const PartCase& c : kParts) {
    const Report r = judged_files(
        {evidence, files.write("i-0abc0123456789def.json", c.text)});
    EXPECT_EQ(r.verdict, *c.said == '\0' ? Verdict::ready : Verdict::incomplete)
        << c.name << ": " << r.reason;
    if (!r.missing.empty()) {
      EXPECT_NE(r.missing[0].text.find(c.said), std::string::npos)
          << c.name << ": " << r.missing[0].text;
    }
  }
}

TEST(ImportAws, AHostWithoutSettingsIsACautionUnlessRequired) {
  const InputFiles files;
  const std::vector<std::string> paths = {
      files.write("e.ndjson", lines({survey(), scan()})),
      files.write("i.json", instances("other", "optional", 1))};
  const Report r = judged_files(paths);
  ASSERT_EQ(r.cautions.size(), 1u);
  EXPECT_EQ(r.cautions[0].rules[0], Rule::setting_unknown);
  ASSERT_EQ(r.missing.size(), 1u);
  EXPECT_EQ(r.missing[0].rules[0], Rule::missing_instance);
  Needs settings = defaults();
  settings.settings = true;
  EXPECT_EQ(judged_files(paths, nullptr, settings).verdict,
            Verdict::incomplete);
}

TEST(ImportAws, TwoExportsThatDisagreeAreAContradiction) {
  const InputFiles files;
  const Report r =
      judged_files({files.write("e.ndjson", lines({survey(), scan()})),
                    files.write("i.json", instances("web-1", "optional", 1)),
                    files.write("j.json", instances("web-1", "required", 1))});
  ASSERT_EQ(r.missing.size(), 1u);
  EXPECT_EQ(r.missing[0].rules[0], Rule::missing_contradiction);
  EXPECT_EQ(r.evidence.settings.at(kInstance).http_tokens, "optional");
}

TEST(ImportAws, ReadsAccountDefaults) {
  const InputFiles files;
  const Report r = judged_files(
      {files.write("d.json", R"({"AccountLevel": {"HttpTokens": "required",
        "HttpPutResponseHopLimit": 2, "ManagedBy": "account"}})")});
  ASSERT_EQ(r.evidence.account_defaults.size(), 1u);
  EXPECT_EQ(r.evidence.account_defaults.begin()->http_tokens, "required");
}

TEST(Reconcile, CallsThatNoSurveySawAreMissing) {
  const InputFiles files;
  const auto evidence =
      lines(complete({sighting(R"({"class":"v1_miss","count":3})")}));
  const auto judged_with = [&](int calls) {
    return judged_files(
        {files.write("e.ndjson", evidence),
         files.write("i.json", instances("web-1", "optional", 1)),
         files.write("m.json", metric("MetadataNoToken", 1, calls))});
  };
  const Report all = judged_with(3);
  EXPECT_EQ(all.verdict, Verdict::ready) << all.reason;
  ASSERT_EQ(all.reconciled.size(), 2u);
  EXPECT_EQ(all.reconciled[0].survey, 3u);
  EXPECT_EQ(all.reconciled[0].covered, 1.0);
  const Report some = judged_with(5);
  ASSERT_EQ(some.missing.size(), 1u);
  EXPECT_EQ(some.missing[0].rules[0], Rule::missing_calls);
  EXPECT_NE(some.missing[0].text.find("counted 5"), std::string::npos);
}

// Windows of different width must not count one call of the survey twice.
TEST(Reconcile, BothMetricsShareOneWidth) {
  const InputFiles files;
  const auto point = [](int minute, int calls) {
    return fmt::format(R"({{"Timestamp": "2026-11-02T01:{:02}:00+00:00",
                            "Sum": {}}})",
                       minute, calls);
  };
  const auto file = [&](const char* name, const std::string& points) {
    return fmt::format(R"({{"Label": "{}", "Datapoints": [{}]}})", name,
                       points);
  };
  const Report r = judged_files(
      {files.write("e.ndjson",
                   lines(complete({survey(R"({"instance":"i-0abc0123456789def",
                                   "requests":5})"),
                                   sighting(R"({"class":"v1_miss","count":5,
                                     "first":"2026-11-02T01:01:00.000Z",
                                     "last":"2026-11-02T01:01:01.000Z"})")}))),
       files.write("i-0abc0123456789def.json",
                   file("MetadataNoToken", point(1, 5) + "," + point(2, 0))),
       files.write("rejected-i-0abc0123456789def.json",
                   file("MetadataNoTokenRejected", point(0, 5)))});
  ASSERT_EQ(r.missing.size(), 1u) << r.reason;
  EXPECT_NE(r.missing[0].text.find("counted 10"), std::string::npos)
      << r.missing[0].text;
}

// A week of windows is one thing to know.
TEST(Reconcile, ManyWindowsAreOneItem) {
  const InputFiles files;
  std::string text;
  for (int hour = 0; hour < 24; ++hour)
    text += metric("MetadataNoToken", hour % 23, 5) + ",";
  text.back() = ']';
  const Report r = judged_files(
      {files.write(
           "e.ndjson",
           lines({survey(R"({"instance":"i-0abc0123456789def"})"), scan()})),
       files.write("m.json", "[" + text)});
  ASSERT_EQ(r.missing.size(), 1u);
  EXPECT_NE(r.missing[0].text.find("in 23 windows"), std::string::npos)
      << r.missing[0].text;
}

TEST(Reconcile, NeedsNoSettingsToFindTheHost) {
  const InputFiles files;
  const Report r = judged_files(
      {files.write(
           "e.ndjson",
           lines({survey(R"({"instance":"i-0abc0123456789def"})"), scan()})),
       files.write("m.json", metric("MetadataNoToken", 1, 5))});
  ASSERT_EQ(r.missing.size(), 1u);
  EXPECT_NE(r.missing[0].text.find("the survey saw 0"), std::string::npos)
      << r.missing[0].text;
}

TEST(Reconcile, AnInstanceThatNobodySurveyed) {
  const InputFiles files;
  const Report r =
      judged_files({files.write("e.ndjson", lines({survey(), scan()})),
                    files.write("m.json", metric("MetadataNoToken", 1, 5))});
  ASSERT_EQ(r.missing.size(), 1u);
  EXPECT_EQ(r.missing[0].who, kInstance);
}

constexpr const char* kLog =
    "[2026-11-02T11:03:58] [INFO] Try to attach multiple kernel functions\n"
    "[2026-11-02T11:03:58] [WARNING] IMDSv1(!) (pid:16:curl argv:curl -s) "
    "called by -> (pid:15:boot.sh argv:/bin/bash ./boot.sh) Req details: GET "
    "/latest/meta-data/iam/security-credentials/ HTTP/1.1, Host: x\n"
    "[2026-11-02 11:04:01,123] [WARNING] imdsv1(!) (pid:17:dd argv:dd) Req "
    "details: get /metadata/instance http/1.1, host: x\n"
    "[2026-11-02T11:05:00] [INFO] IMDSv2 (pid:18:app argv:/opt/app -H "
    "X-aws-ec2-metadata-token: CANARYTOKEN==) Req details: GET "
    "/latest/meta-data/ HTTP/1.1, X-aws-ec2-metadata-token: CANARYTOKEN==\n"
    "[2026-11-02T11:06:00] [INFO] IMDSv2 (pid:19:old argv:old) Req details: "
    "GET /latest/meta-data/ HTTP/1.1, "
    "X-aws-ec2-metadata-token-ttl-seconds: 60\n"
    "[2026-11-02T11:07:00] [ERROR] {MISSING PAYLOAD} IMDSv1(!) (pid:20 Unable "
    "to get argv information) Req details: \n";

TEST(ImportPacketAnalyzer, TakesItsCallsWithLowConfidence) {
  const InputFiles files;
  const Report r = judged_files({files.write("imds-trace.log", kLog)});
  std::map<std::string, std::string> classes;
  for (const Caller& c : r.evidence.callers)
    for (std::size_t i = 0; i < kClassCount; ++i)
      if (c.counts[i] > 0)
        classes[display_name(c.key, r.evidence.names)] =
            name(static_cast<RequestClass>(i));
  EXPECT_EQ(classes["curl (boot.sh)"], "v1_unanswered");
  EXPECT_EQ(classes["dd"], "other_cloud");
  EXPECT_EQ(classes["app"], "v2_ok");
  EXPECT_EQ(classes["old"], "ttl_on_get");
  EXPECT_EQ(classes.size(), 5u);
  EXPECT_EQ(r.verdict, Verdict::not_ready);
  EXPECT_EQ(r.blockers[0].confidence, "low");
  EXPECT_EQ(as_json(r).find("CANARYTOKEN"), std::string::npos);
  EXPECT_NE(as_json(r).find("does not count what it loses"), std::string::npos);
}

TEST(ImportPacketAnalyzer, TakesTheFactsBehind) {
  const InputFiles files;
  const Report r = judged_files(
      {files.write("imds-trace.log", kLog + lines({survey(), scan()}))});
  EXPECT_EQ(r.evidence.scans.size(), 1u);
  EXPECT_TRUE(r.evidence.hosts.contains("web-1"));
}

} // namespace
} // namespace imds::report
