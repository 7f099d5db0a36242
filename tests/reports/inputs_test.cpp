// SPDX-License-Identifier: Apache-2.0
//
// Input of every bad kind: a clear sentence, the rest is used, and the verdict
// is incomplete.
#include "input_files.h"

#include "reports/evidence.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

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
    {"a report in Markdown", "**Ready**\n`{\"MetadataOptions\":{}}`\n",
     "neither evidence"},
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
    {"a page of an export", R"({"Reservations": [], "NextToken": {"a": 1}})",
     "one page of a longer list"},
    {"UTF-16", std::string("\xff\xfe{\0\"\0", 6), "is UTF-16"},
    {"UTF-16 without its mark", std::string("{\0\"\0", 4), "is UTF-16"},
    {"a list of facts", "[" + samples::scan() + "]", "not one a line"},
    {"a fact over several lines", "{\n  \"fact\": \"scan\"\n}\n",
     "not one a line"},
    {"a last line of a newer schema without its newline",
     R"({"fact":"scan","schema":9,"scan":"x"})", "has schema 9"},
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

TEST(Inputs, EvidenceReplacesNothingElse) {
  const InputFiles files;
  const auto may = [](const std::string& path) {
    return evidence::FileWriter::create(path).has_value();
  };
  EXPECT_FALSE(may(files.write("main.c", "int main(void) { return 0; }\n")));
  EXPECT_FALSE(may(files.write("a.pcap", "\xd4\xc3\xb2\xa1rest")));
  EXPECT_TRUE(may(files.write("empty", "")));
  EXPECT_TRUE(may(files.write("old.ndjson", scan() + "\n")));
  EXPECT_TRUE(may(files.folder() + "/new.ndjson"));
}

TEST(Inputs, AFolderIsAllItsEvidence) {
  const InputFiles files;
  files.write("a.ndjson", survey() + "\n");
  files.write("b.ndjson", scan() + "\n");
  files.write("notes.txt", "not read\n");
  EXPECT_EQ(judged_files({files.folder()}).verdict, Verdict::ready);
}

TEST(Inputs, ALinkToAFolderIsFollowedOnce) {
  const InputFiles files;
  namespace fs = std::filesystem;
  fs::create_directories(files.folder() + "/all");
  fs::create_directories(files.folder() + "/other/h2");
  files.write("other/h2/a.ndjson", lines({survey(), scan()}));
  fs::create_directory_symlink("../other/h2", files.folder() + "/all/h2");
  fs::create_directory_symlink("..", files.folder() + "/other/h2/back");
  const Report r = judged_files({files.folder() + "/all"});
  EXPECT_EQ(r.verdict, Verdict::ready) << r.reason;
  EXPECT_EQ(r.evidence.copies, 0u);
}

TEST(Inputs, AWordOfTheAwsCliInARemarkMakesNoExport) {
  const InputFiles files;
  const Report r = judged_files({files.write(
      "a", "# of \"MetadataOptions\"\n" + lines({survey(), scan()}))});
  EXPECT_EQ(r.evidence.scans.size(), 1u);
  EXPECT_EQ(r.verdict, Verdict::incomplete);
}

TEST(Inputs, AFolderWithoutEvidenceSaysSo) {
  const InputFiles files;
  const Report r = judged_files({files.folder()});
  ASSERT_FALSE(r.missing.empty());
  EXPECT_NE(as_json(r).find("without a readable"), std::string::npos);
}

// Nobody writes to it: reading would wait for ever.
TEST(Inputs, APipeInAFolderIsNamedAndNotRead) {
  const InputFiles files;
  files.write("a.ndjson", lines({survey(), scan()}));
  const std::string pipe = files.folder() + "/b.ndjson";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const Report r = judged_files({files.folder()});
  EXPECT_EQ(r.verdict, Verdict::incomplete);
  ASSERT_EQ(r.missing.size(), 1u);
  EXPECT_EQ(r.missing[0].who, pipe);
}

TEST(Inputs, TheSentenceNamesTheInput) {
  const InputFiles files;
  const std::string good =
      files.write("good.ndjson", lines({survey(), scan()}));
  const Report r = judged_files({good, files.write("bad", "")});
  EXPECT_EQ(r.reason, "nothing seen would break, but " + files.folder() +
                          "/bad is empty: it holds no fact");
}

TEST(Inputs, AByteOrderMarkAndCarriageReturnsAreNoMatter) {
  const InputFiles files;
  const std::string path = files.write(
      "a.ndjson", "\xef\xbb\xbf" + survey() + "\r\n" + scan() + "\r\n");
  EXPECT_EQ(judged_files({path}).verdict, Verdict::ready);
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
