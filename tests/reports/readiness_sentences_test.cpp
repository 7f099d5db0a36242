// SPDX-License-Identifier: Apache-2.0
//
// Every sentence of docs/readiness.md outside its tables, and what shows that
// it is so; the tables are readiness_test.cpp's. A sentence that is added or
// changed there fails here until somebody says how it is kept.
#include "samples.h"

#include "tests/paths.h"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <regex>
#include <set>

namespace imds::report {
namespace {

using namespace samples;

const char* const kV1 = R"({"class":"v1_ok"})";
const char* const kDrops = R"({"dropped":3})";

bool not_ready(const Report& r) { return r.verdict == Verdict::not_ready; }
bool is_incomplete(const Report& r) { return r.verdict == Verdict::incomplete; }

bool gives_one_of_three() {
  return judged(complete({sighting()})).verdict == Verdict::ready &&
         not_ready(judged(complete({sighting(kV1)}))) &&
         is_incomplete(judged({scan()}));
}

bool silence_proves_nothing() {
  Needs nothing = defaults();
  nothing.code = nothing.traffic = false;
  return is_incomplete(judged({})) && is_incomplete(judged({}, nothing));
}

bool a_blocker_outweighs_what_is_missing() {
  const Report r = judged({survey(kDrops), sighting(kV1)});
  return not_ready(r) && !r.missing.empty();
}

bool a_caution_changes_no_verdict() {
  const char* const miss = R"({"class":"v1_miss","status":404})";
  const Report ready = judged(complete({sighting(miss)}));
  const Report blocked = judged(complete({sighting(miss), sighting(kV1)}));
  const Report partial = judged({survey(kDrops), sighting(miss)});
  return !ready.cautions.empty() && ready.verdict == Verdict::ready &&
         not_ready(blocked) && is_incomplete(partial);
}

// One caller of two asks without a token: only it, and all, are not ready.
bool each_part_is_judged_alike() {
  const Report r = judged(complete(
      {sighting(R"({"image":"a","container":"c"})"),
       sighting(R"({"class":"v1_ok","host":"web-2","image":"b","container":"c",
          "comm":"old","exe":"/usr/bin/old","unit":"old.service"})"),
       survey(R"({"host":"web-2","survey":"u2","requests":0})"), finding(),
       finding(R"({"file":"old/a.c","under_required":"breaks",
          "verdict":"v1","fingerprint":"f2"})")}));
  std::set<Verdict> hosts, services, images, components;
  for (const auto& host : r.hosts)
    hosts.insert(host.verdict);
  for (const Service& service : r.services)
    services.insert(service.verdict);
  for (const Image& image : r.images)
    images.insert(image.verdict);
  for (const auto& component : r.components)
    components.insert(component.verdict);
  const auto mixed = [](const std::set<Verdict>& of) {
    return of.contains(Verdict::not_ready) && of.size() > 1;
  };
  return not_ready(r) && mixed(hosts) && mixed(services) && mixed(images) &&
         mixed(components);
}

bool what_is_missing_for_all_is_missing_for_each() {
  const Report r = judged({survey(), sighting()}); // no code
  for (const auto& host : r.hosts)
    if (host.verdict != Verdict::incomplete)
      return false;
  for (const Service& service : r.services)
    if (service.verdict != Verdict::incomplete)
      return false;
  return !r.hosts.empty() && !r.services.empty() && is_incomplete(r);
}

bool what_is_not_known_never_helps() {
  return is_incomplete(judged(complete({survey(R"({"dropped":null})")})));
}

bool each_unknown_is_missing() {
  return is_incomplete(judged(complete({survey(R"({"gaps":null})")}))) &&
         is_incomplete(
             judged(complete({sighting(R"({"class":"v3_quantum"})")}))) &&
         is_incomplete(judged(complete({finding(R"({"verdict":"v3"})")}))) &&
         is_incomplete(
             judged({survey(R"({"requests":9})"), sighting(), scan()}));
}

bool each_missing_piece_says_what_settles_it() {
  const Report r = judged({});
  for (const Item& item : r.missing)
    if (item.settle.empty())
      return false;
  return !r.missing.empty();
}

const char* const kOld = R"({"start":"2026-09-01T00:00:00.000Z",
                             "end":"2026-10-31T00:00:00.000Z"})";

bool evidence_ages() {
  return is_incomplete(judged(complete({survey(kOld)}))) &&
         judged(complete({survey()})).verdict == Verdict::ready;
}

bool thirty_days_to_switch() {
  const auto ready = [](std::int64_t days_surveyed, std::int64_t days_later) {
    constexpr std::int64_t kDay = 86'400'000'000'000;
    constexpr std::int64_t kEnd = 1'793'404'800'000'000'000; // of kOld
    Needs needs = defaults();
    needs.min_survey = days_surveyed * kDay;
    needs.now = kEnd + days_later * kDay;
    return judged(complete({survey(kOld)}), needs).verdict == Verdict::ready;
  };
  return ready(7, 30) && !ready(7, 31) && ready(14, 30) && !ready(14, 31);
}

bool a_scan_counts_for_thirty_days() {
  return is_incomplete(
      judged(complete({scan(R"({"end":"2026-10-31T00:00:00.000Z"})")})));
}

bool what_is_older_still_blocks() {
  return not_ready(judged({survey(kOld), sighting(kV1)}));
}

// A PUT that worked makes up for one that failed in its own place only.
bool each_place_is_judged_alone() {
  const auto mended = [](const std::string& one, const std::string& other) {
    return !not_ready(judged(complete(
        {sighting(R"({"class":"put_failed",)" + one + "}"),
         sighting(R"({"class":"put_ok","last":"2026-11-03T00:00:00.000Z",)" +
                  other + "}")})));
  };
  const char* const job_a = R"("unit":"job@a.service")";
  const char* const job_b = R"("unit":"job@b.service")";
  const char* const cart_a = R"("image":"cart","container":"a")";
  const char* const cart_b = R"("image":"cart","container":"b")";
  const char* const neither = R"("unit":"job.service")";
  return mended(job_a, job_a) && !mended(job_a, job_b) &&
         mended(cart_a, cart_a) && !mended(cart_a, cart_b) &&
         mended(neither, neither);
}

struct Case {
  const char* sentence;
  bool (*holds)();
};

const Case kCases[] = {
    {"`imds-ready report` gives one of three verdicts.", gives_one_of_three},
    {"*Incomplete is never ready*: silence that nobody listened to proves "
     "nothing.",
     silence_proves_nothing},
    {"A blocker is definite: no further evidence would take it away, so it "
     "outweighs what is missing.",
     a_blocker_outweighs_what_is_missing},
    {"A caution changes no verdict.", a_caution_changes_no_verdict},
    {"The same rules judge the whole, each host (its own callers and its own "
     "survey), each service (a program and its unit, container image or kind "
     "of "
     "container, on all hosts, and the source that is surely its own), each "
     "image (the services that run in it, whatever its tag) and each component "
     "(a top folder of source).",
     each_part_is_judged_alike},
    {"What is missing for all is missing for each.",
     what_is_missing_for_all_is_missing_for_each},
    {"What is not known never helps.", what_is_not_known_never_helps},
    {"A key that readiness hangs on and that a line lacks, a class, verdict, "
     "state or reason of a newer version, a request that the survey's sums "
     "leave out: each is missing, and none is a zero.",
     each_unknown_is_missing},
    {"Evidence ages.", evidence_ages},
    {"Who has surveyed for `--min-survey` has 30 days to switch: time further "
     "back than both together does not count, and neither does a boot whose "
     "survey ended before that.",
     thirty_days_to_switch},
    {"A scan counts for 30 days.", a_scan_counts_for_thirty_days},
    {"What is older still blocks: leave its file out once that is mended.",
     what_is_older_still_blocks},
    {"A place is a container, an instance of a template unit, or all that is "
     "in neither.",
     each_place_is_judged_alone},
    {"Each says what would settle it.",
     each_missing_piece_says_what_settles_it},
};

/// The prose of the document: no headings, no tables, one space between words.
std::set<std::string> sentences() {
  std::ifstream file(tests::source_dir() + "/docs/readiness.md");
  std::string prose;
  for (std::string line; std::getline(file, line);)
    if (!line.starts_with('#') && !line.starts_with('|'))
      prose += line + ' ';
  prose = std::regex_replace(prose, std::regex(" +"), " ");
  std::set<std::string> out;
  const std::regex one(R"([^ ][^.]*\.(?= |$))");
  for (std::sregex_iterator at(prose.begin(), prose.end(), one), end; at != end;
       ++at)
    out.insert(at->str());
  return out;
}

TEST(ReadinessSentences, EachOneOfTheDocumentIsKept) {
  std::set<std::string> told;
  for (const Case& c : kCases) {
    EXPECT_TRUE(c.holds()) << c.sentence;
    told.insert(c.sentence);
  }
  EXPECT_EQ(sentences(), told);
}

} // namespace
} // namespace imds::report
