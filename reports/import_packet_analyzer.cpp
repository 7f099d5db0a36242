// SPDX-License-Identifier: Apache-2.0
//
// Another tool's log as evidence, for users who have run it for months:
//
//   [2022-12-20T11:03:58] [WARNING] IMDSv1(!) (pid:16:curl argv:curl -s URL)
//     called by -> (pid:15:boot.sh argv:/bin/bash ./boot.sh) Req details:
//     GET /latest/meta-data/ HTTP/1.1, Host: 169.254.169.254, ...
//
// What it says is taken with care. It sees no answer, so a tokenless GET is
// `v1_unanswered`. It calls anything v2 that holds the text of the header, so
// the request is read again where the line has it. It sees no IPv6, counts no
// loss, and may log a call twice: each sighting is of low confidence, and the
// report is incomplete and says why. Its lines can hold tokens in command
// lines; of those only the program and its script are kept.
//
// Tested in tests/reports/.
#include "reports/import_packet_analyzer.h"

#include "reports/evidence.h"
#include "reports/evidence_lines.h"
#include "reports/judge.h"
#include "reports/lower.h"
#include "reports/sighting_view.h"

#include <fmt/format.h>

#include <algorithm>

namespace imds::report {
namespace {

/// What lies between two marks; empty where they are not there.
std::string_view between(std::string_view text, std::string_view open,
                         std::string_view close) {
  const auto start = text.find(open);
  if (start == std::string_view::npos)
    return {};
  const std::string_view rest = text.substr(start + open.size());
  return rest.substr(0, rest.find(close));
}

// "[2022-12-20T11:03:58]" or "[2022-12-20 11:03:58,123]"; its zone is not said.
std::int64_t time_of(std::string_view line) {
  std::string text(line.substr(1, 19));
  if (text.size() == 19)
    text[10] = 'T';
  return evidence::parse_time(text + ".000Z").value_or(0);
}

RequestClass class_of(const std::string& line, bool v2, std::string_view method,
                      std::string_view path, const Imds& imds) {
  if (line.find("missing payload") != std::string::npos)
    return RequestClass::unknown;
  if (!path.empty() && imds.cloud_of_path(path) == Cloud::other)
    return RequestClass::other_cloud;
  if (method == "put")
    return v2 ? RequestClass::put_ok : RequestClass::unknown;
  if (!method.empty() && method != "get" && method != "head")
    return RequestClass::unknown;
  const auto details = line.find("req details:");
  const bool token =
      line.find("x-aws-ec2-metadata-token:", std::min(details, line.size())) !=
          std::string::npos ||
      line.find("token redacted") != std::string::npos;
  if (v2 && details != std::string::npos && !token)
    return RequestClass::ttl_on_get; // the mistake that it takes for v2
  return v2 ? RequestClass::v2_ok : RequestClass::v1_unanswered;
}

/// That `cat` put behind the log.
bool is_fact(std::string_view line) {
  return line.starts_with('{') && line.find("\"fact\"") != line.npos;
}

class Log {
public:
  Log(std::string run, const Imds& imds, Merge& merge)
      : run_(std::move(run)), imds_(imds), merge_(merge) {}

  void take(std::string_view line) {
    ++seq_;
    const std::string text = lower(line);
    const auto at = text.find("imdsv");
    if (!text.starts_with('[') || at == std::string::npos ||
        at + 5 >= text.size())
      return; // a line about itself
    const bool v2 = text[at + 5] == '2';
    const std::string_view details = between(text, "req details: ", ", ");
    const std::string_view method = details.substr(0, details.find(' '));
    std::string_view path = between(details, " ", " ");
    path = path.substr(0, path.find('?'));
    SightingView s;
    s.run = run_;
    s.seq = seq_;
    s.first = s.last = time_of(line);
    s.request_class = class_of(text, v2, method, path, imds_);
    s.count = 1;
    s.method = method == "put" ? "PUT" : method == "head" ? "HEAD" : "GET";
    s.path = path;
    s.endpoint = "169.254.169.254";
    s.attribution = "none";
    s.confidence = "low";
    add_process(line, s);
    first_ = first_ == 0 ? s.first : std::min(first_, s.first);
    last_ = std::max(last_, s.first);
    ++calls_;
    merge_.add(s);
  }

  bool finish() {
    if (calls_ == 0)
      return false;
    Survey survey;
    survey.origin = {std::nullopt, run_, seq_ + 1};
    survey.source = "live";
    survey.start = evidence::format_time(first_);
    survey.end = evidence::format_time(last_);
    survey.requests = survey.attributed = calls_;
    survey.method = "none";
    survey.last = true;
    merge_.add(survey);
    return true;
  }

private:
  // "(pid:16:curl argv:curl -s URL)": the program, and the script it runs.
  static void add_process(std::string_view line, SightingView& s) {
    const std::string_view process = between(line, "(pid:", ")");
    const std::string_view named = between(process, ":", " argv:");
    s.comm = named;
    const std::string_view argv = between(process, " argv:", "\n");
    const auto space = argv.find(' ');
    const std::string_view second =
        space == std::string_view::npos
            ? ""
            : argv.substr(space + 1, argv.find(' ', space + 1) - space - 1);
    if (second.starts_with('/') || second.starts_with("./"))
      s.argv = {argv.substr(0, space), second};
    const auto parent = line.find("called by -> (pid:");
    if (parent != std::string_view::npos)
      s.parent =
          between(between(line.substr(parent), "(pid:", ")"), ":", " argv:");
  }

  std::string run_;
  const Imds& imds_;
  Merge& merge_;
  std::uint64_t seq_ = 0, calls_ = 0;
  std::int64_t first_ = 0, last_ = 0;
};

} // namespace

bool import_packet_analyzer(const std::string& path, LineReader& reader,
                            const Imds& imds, Merge& merge) {
  const std::string_view head = reader.head();
  const std::string_view first = head.substr(0, head.find('\n'));
  Log log(item_id("packet-analyzer", first), imds, merge);
  FactLines facts(path, merge);
  std::uint64_t number = 0;
  std::string_view line;
  for (auto got = reader.next(line); got != LineReader::Got::end;
       got = reader.next(line)) {
    if (got == LineReader::Got::failed)
      break;
    ++number;
    if (is_fact(line))
      facts.take(line, number);
    else
      log.take(line);
  }
  const bool used = log.finish();
  merge.add(Trouble{
      used ? Rule::missing_drops : Rule::missing_input, path,
      used ? "is a log of aws-imds-packet-analyzer: it sees no answers and no "
             "IPv6, and does not count what it loses"
           : "holds no call of aws-imds-packet-analyzer",
      "survey with: sudo imds-ready sniff --for 7d -o traffic.ndjson"});
  return used || facts.used();
}

} // namespace imds::report
