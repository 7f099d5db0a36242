// SPDX-License-Identifier: Apache-2.0
//
// What a person reads after a survey: one sentence with the verdict, then the
// callers that would break, most requests first, then everybody else in one
// line each, then what was not seen. Foreign bytes (paths, User-Agents, names
// of processes) are made printable.
//
// Tested by program_test.py.
#include "sniffer/survey_run.h"

#include "reports/term.h"
#include "sniffer/classify.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace imds::sniffer {
namespace {

constexpr std::size_t kMostLines = 20;
constexpr std::size_t kWidth = 79;
constexpr std::size_t kIndent = 9; // behind the count

struct Line {
  std::uint64_t count = 0;
  const Sighting* sample = nullptr; // the row with the most requests
};

std::string counted(std::uint64_t count, const char* what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string shortened(std::string text, std::size_t width) {
  text = term::printable(text);
  if (text.size() <= width)
    return text;
  std::size_t end = width - 3;
  while (end > 0 && (text[end] & 0xc0) == 0x80) // not within a letter
    --end;
  return text.substr(0, end) + "...";
}

std::string caller_name(const Sighting& s) {
  std::string name = s.comm.value_or("");
  if (s.pid)
    name += fmt::format("[{}]", *s.pid);
  // The unit of a container is its number once more, with words around it.
  if (s.image)
    name += " in " + *s.image;
  else if (s.container)
    name += " in container " + s.container->substr(0, 12);
  else if (s.unit)
    name += " in " + *s.unit;
  if (s.go_between)
    name += " (" + *s.go_between + ", which asks for others)";
  if (!name.empty())
    return name;
  name = s.peer.value_or("somebody");
  return s.user_agent ? name + " (" + *s.user_agent + ")" : name;
}

/// What the class means to a person under HttpTokens=required.
const char* meaning(RequestClass c) {
  switch (c) {
  case RequestClass::v1_ok:
    return "asks without a token";
  case RequestClass::v1_unanswered:
    return "asks without a token, no answer seen";
  case RequestClass::v1_miss:
    return "asks without a token for what is not there";
  case RequestClass::v1_rejected:
    return "asks without a token, refused already";
  case RequestClass::v1_fallback:
    return "asks without a token: its token PUT failed";
  case RequestClass::ttl_on_get:
    return "sends the ttl header instead of a token";
  case RequestClass::put_ok:
    return "got a token";
  case RequestClass::put_failed:
    return "asked for a token and got none";
  case RequestClass::put_hop_limited:
    return "the answer with its token did not reach it";
  case RequestClass::v2_ok:
    return "asks with a token";
  case RequestClass::v2_miss:
    return "asks with a token for what it does not get";
  case RequestClass::v2_bad_token:
    return "its token was refused";
  case RequestClass::other_cloud:
    return "looks for another cloud";
  case RequestClass::unknown:
    break;
  }
  return "could not be judged";
}

using Group = std::pair<std::string, RequestClass>;

/// Rows of one caller and class, added up.
std::map<Group, Line> group(const std::vector<Sighting>& sightings) {
  std::map<Group, Line> groups;
  for (const Sighting& s : sightings) {
    const auto c = class_named(s.request_class).value_or(RequestClass::unknown);
    Line& line = groups[{caller_name(s), c}];
    line.count += s.count;
    if (line.sample == nullptr || s.count > line.sample->count)
      line.sample = &s;
  }
  return groups;
}

std::string example_of(const Sighting& s) {
  const std::string status = s.status ? std::to_string(*s.status) : "no status";
  if (s.method)
    return fmt::format("         e.g. {} {} -> {}\n", shortened(*s.method, 10),
                       shortened(s.path.value_or(""), kWidth - 40), status);
  return s.status ? "         answered with " + status + "\n" : "";
}

std::string line_text(const Group& key, const Line& line) {
  const Sighting& s = *line.sample;
  const std::string who = shortened(key.first, kWidth - kIndent - 1);
  std::string what = meaning(key.second);
  if (s.cause)
    what +=
        " (" + shortened(*s.cause, kWidth - kIndent - 3 - what.size()) + ")";
  const bool fits = kIndent + who.size() + what.size() + 2 <= kWidth;
  std::string text = fmt::format("{:>7}  {}:{}{}", line.count, who,
                                 fits ? " " : "\n         ", what);
  return text + "\n" + example_of(s);
}

std::string section(const char* title, const std::map<Group, Line>& groups,
                    bool v1) {
  std::vector<std::pair<Group, Line>> lines;
  for (const auto& item : groups)
    if (asks_without_token(item.first.second) == v1)
      lines.push_back(item);
  if (lines.empty())
    return "";
  std::ranges::sort(lines, [](const auto& a, const auto& b) {
    return std::pair(b.second.count, a.first) <
           std::pair(a.second.count, b.first);
  });
  std::string text = fmt::format("\n{}\n", title);
  for (std::size_t i = 0; i < lines.size() && i < kMostLines; ++i)
    text += line_text(lines[i].first, lines[i].second);
  if (lines.size() > kMostLines)
    text += fmt::format("         and {} more (--evidence lists all)\n",
                        lines.size() - kMostLines);
  return text;
}

std::string verdict(const SurveyRun& run, std::uint64_t v1) {
  const std::uint64_t all = run.survey.requests;
  const std::string requests = counted(all, "request");
  switch (status_of(run)) {
  case ExitStatus::v1_in_use:
    return fmt::format("IMDSv1 is in use: {} of {} requests came without a "
                       "token.\n",
                       v1, all);
  case ExitStatus::incomplete:
    return fmt::format("Incomplete: no IMDSv1 seen in {}, but not everything "
                       "was seen.\n",
                       requests);
  default:
    break;
  }
  if (all == 0)
    return "No request to IMDS was seen.\n";
  return fmt::format("No IMDSv1 seen in {}.\n", requests);
}

std::string not_seen(const SurveyRun& run) {
  const Survey& s = run.survey;
  std::string text;
  const auto add = [&](std::uint64_t count, const char* what, const char* why) {
    if (count != 0)
      text += fmt::format("{:>7}  {}{} {}\n", count, what,
                          count == 1 ? "" : "s", why);
  };
  add(s.dropped, "packet", "dropped before being read");
  // Of a file each sentence below is one of them.
  const std::size_t told = s.source == "file" ? run.not_seen.size() : 0;
  add(s.gaps - std::min<std::uint64_t>(s.gaps, told), "gap",
      "where bytes of a connection are missing");
  add(s.unknown, "request", "not judged, perhaps IMDSv1");
  if (s.source == "live")
    add(s.unattributed, "request", "without a known process");
  for (const std::string& sentence : run.not_seen)
    text += "         " + term::printable(sentence) + "\n";
  return text.empty() ? "" : "\nnot seen\n" + text;
}

std::string extent(const SurveyRun& run) {
  const std::string packets = counted(run.survey.packets, "packet");
  const std::size_t recordings = run.recordings.size();
  if (recordings < 2)
    return packets + ", ";
  return fmt::format("{} in {} recordings\n", packets, recordings);
}

} // namespace

std::string summary_of(const SurveyRun& run) {
  const auto groups = group(run.sightings);
  std::uint64_t v1 = 0;
  for (const auto& [key, line] : groups)
    v1 += asks_without_token(key.second) ? line.count : 0;
  const Survey& s = run.survey;
  std::string text = verdict(run, v1);
  text += section("without a token", groups, /*v1=*/true);
  text += section("the others", groups, /*v1=*/false);
  text += not_seen(run);
  if (s.packets == 0 && s.source == "file")
    return text + "\n0 packets: nothing shows that anybody listened\n";
  return text + fmt::format("\n{}{} to {}\n", extent(run), s.start, s.end);
}

} // namespace imds::sniffer
