// SPDX-License-Identifier: Apache-2.0
//
// Input of every bad kind: a clear sentence, the rest is used, and the verdict
// is incomplete.
#include "input_files.h"

#include "reports/evidence.h"

#include <gtest/gtest.h>

namespace imds::report {
namespace {

using namespace samples;

struct Case {
  const char* name;
  std::string content;
  const char* says; // in the trouble's sentence or hint
};

const Case kBad[] = {
    {"empty", "", "is empty"},
    {"blank", " \n\n", "is empty"},
    {"prose", "hello\nworld\n", "neither evidence"},
    {"binary", std::string("\0\1\2\3\377", 5), "neither evidence"},
    {"a pcap", "\xd4\xc3\xb2\xa1rest", "is a capture"},
    {"a pcapng", std::string("\x0a\x0d\x0d\x0a....", 8), "is a capture"},
    {"gzip", "\x1f\x8b....", "is compressed"},
    {"a report", "{\n\"schema\": 1,\n\"verdict\": \"ready\"", "neither"},
    {"a report on one line", "{\"schema\":1,\"verdict\":\"ready\"}",
     "is a report"},
    {"a torn line", samples::scan() + "\n{\"fact\":\"scan\",\"sche",
     "ends inside a line"},
    {"a broken line", samples::scan() + "\n{\"fact\":}\n", "cannot be read"},
    {"a wrong type",
     R"({"fact":"scan","schema":1,"scan":7,"seq":1})"
     "\n",
     "cannot be read"},
    {"deep", "{\"fact\":" + std::string(100000, '[') + "\n", "cannot be read"},
    {"a newer schema",
     R"({"fact":"scan","schema":9,"scan":"x"})"
     "\n",
     "schema"},
    {"a year that no clock holds",
     samples::survey(R"({"survey":"x","end":"9999-01-01T00:00:00.000Z"})") +
         "\n",
     "a time that is none"},
    {"a long line", "{\"fact\":\"" + std::string(5u << 20, 'x') + "\"}\n",
     "over 4 MB"},
    {"half an export", R"({"Reservations": [{"Instances": [)", "no whole JSON"},
    {"an export of nothing", R"({"Reservations": []})", "holds no instance"},
    {"a metric of nobody", R"({"Label":"MetadataNoToken","Datapoints":[]})",
     "whose it is"},
};

TEST(Inputs, SaysWhatIsWrongAndUsesTheRest) {
  const InputFiles files;
  const std::string good =
      files.write("good.ndjson", lines({survey(), scan()}));
  for (const Case& c : kBad) {
    const std::string bad = files.write("bad", c.content);
    const Report r = judged_files({good, bad});
    EXPECT_EQ(r.verdict, Verdict::incomplete) << c.name;
    EXPECT_EQ(r.hosts.size(), 1u) << c.name;
    ASSERT_EQ(r.missing.size(), 1u) << c.name;
    EXPECT_NE(r.missing[0].text.find(c.says), std::string::npos)
        << c.name << ": " << r.missing[0].text;
    EXPECT_EQ(r.missing[0].who, bad) << c.name;
  }
}

TEST(Inputs, AFileThatIsNotThere) {
  const Report r = judged_files({"/nowhere/at/all"});
  ASSERT_FALSE(r.missing.empty());
  EXPECT_EQ(r.verdict, Verdict::incomplete);
}

TEST(Inputs, EvidenceForADeviceDoesNotReplaceIt) {
  auto writer = evidence::FileWriter::create("/dev/null");
  ASSERT_TRUE(writer) << writer.error().what;
  EXPECT_TRUE(writer->commit());
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

TEST(Inputs, AFolderIsAllItsEvidence) {
  const InputFiles files;
  files.write("a.ndjson", survey() + "\n");
  files.write("b.ndjson", scan() + "\n");
  files.write("notes.txt", "not read\n");
  EXPECT_EQ(judged_files({files.folder()}).verdict, Verdict::ready);
}

TEST(Inputs, TheLastLineNeedsNoNewline) {
  const InputFiles files;
  const std::string path = files.write("a.ndjson", survey() + "\n" + scan());
  EXPECT_EQ(judged_files({path}).verdict, Verdict::ready);
}

TEST(Inputs, CopiesAddNothing) {
  const InputFiles files;
  const auto evidence = complete({sighting()});
  const std::string a = files.write("a.ndjson", lines(evidence));
  const std::string b = files.write("b.ndjson", lines(evidence));
  EXPECT_EQ(as_json(judged_files({a, b})), as_json(judged_files({a})));
}

} // namespace
} // namespace imds::report
