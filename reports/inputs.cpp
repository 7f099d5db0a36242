// SPDX-License-Identifier: Apache-2.0
//
// What is this file? People give what they have: evidence, what the AWS CLI
// printed, another tool's log, and sometimes a capture or last week's report.
// Content decides, never the name. A file that is not used says why, and what
// to do with it instead; the others are used, and the report is incomplete.
//
// Tested by tests/reports/inputs_test.cpp.
#include "reports/inputs.h"

#include "reports/evidence_lines.h"
#include "reports/import_aws.h"
#include "reports/import_packet_analyzer.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>

namespace imds::report {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxDocument = 256u << 20;

bool starts_with_any(std::string_view text,
                     std::initializer_list<std::string_view> starts) {
  return std::ranges::any_of(
      starts, [text](std::string_view s) { return text.starts_with(s); });
}

bool is_capture(std::string_view head) {
  using namespace std::string_view_literals;
  return starts_with_any(head, {"\xd4\xc3\xb2\xa1"sv, "\xa1\xb2\xc3\xd4"sv,
                                "\x4d\x3c\xb2\xa1"sv, "\xa1\xb2\x3c\x4d"sv,
                                "\x0a\x0d\x0d\x0a"sv});
}

bool is_compressed(std::string_view head) {
  using namespace std::string_view_literals;
  return starts_with_any(
      head, {"\x1f\x8b"sv, "\x28\xb5\x2f\xfd"sv, "\xfd\x37zXZ"sv, "BZh"sv});
}

bool is_utf16(std::string_view head) {
  using namespace std::string_view_literals;
  return starts_with_any(head, {"\xff\xfe"sv, "\xfe\xff"sv, "{\0"sv, "\0{"sv});
}

bool has_any(std::string_view text,
             std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(parts, [text](std::string_view p) {
    return text.find(p) != std::string_view::npos;
  });
}

bool use_aws(const std::string& path, LineReader& reader, Merge& merge) {
  if (auto text = reader.rest(kMaxDocument))
    return import_aws(path, std::move(*text), merge);
  merge.add(Trouble{Rule::missing_input, path, "is over 256 MB",
                    "export fewer instances at a time"});
  return false;
}

bool use(const std::string& path, LineReader& reader, const Imds& imds,
         Merge& merge) {
  const auto refuse = [&](const char* what, std::string hint) {
    merge.add(Trouble{Rule::missing_input, path, what, std::move(hint)});
    return false;
  };
  switch (recognise(reader.head())) {
  case InputKind::evidence:
    return read_evidence(path, reader, merge);
  case InputKind::aws_json:
    return use_aws(path, reader, merge);
  case InputKind::packet_analyzer:
    return import_packet_analyzer(path, reader, imds, merge);
  case InputKind::capture:
    return refuse("is a capture, not evidence",
                  "imds-ready sniff -r " + path + " -o traffic.ndjson");
  case InputKind::compressed:
    return refuse("is compressed",
                  "uncompress it first, or pipe it in: zcat FILE | imds-ready "
                  "report -");
  case InputKind::utf16:
    return refuse("is UTF-16 text, as PowerShell's > writes it",
                  "iconv -f UTF-16 -t UTF-8 " + path + " > utf8.json");
  case InputKind::not_by_line:
    return refuse("holds facts, but not one a line",
                  (reader.head().front() == '[' ? "jq -c '.[]' " : "jq -c . ") +
                      path + " > facts.ndjson");
  case InputKind::report:
    return refuse("is a report, not evidence",
                  "compare with it: --diff " + path);
  case InputKind::empty:
    return refuse("is empty: it holds no fact", "");
  case InputKind::unknown:
    break;
  }
  return refuse("is neither evidence nor anything else that can be imported",
                "imds-ready report --help lists what can");
}

/// A pipe in a folder has nobody at its other end.
bool may_be_read(const fs::path& path) {
  std::error_code ec;
  const auto type = fs::status(path, ec).type();
  return type != fs::file_type::fifo && type != fs::file_type::socket &&
         type != fs::file_type::character && type != fs::file_type::block;
}

/// The evidence below folders. Links are followed, and lead to each folder
/// once.
class Folders {
public:
  explicit Folders(Merge& merge) : merge_(merge) {}

  std::vector<std::string> below(const fs::path& folder) {
    std::error_code gone; // what is there may vanish while it is read
    const fs::path real = fs::canonical(folder, gone);
    if (!visited_.insert(gone ? folder : real).second)
      return {};
    std::vector<std::string> files;
    for (const fs::path& path : entries(folder))
      if (fs::is_directory(path, gone))
        std::ranges::move(below(path), std::back_inserter(files));
      else if (path.extension() == ".ndjson" && may_be_read(path))
        files.push_back(path.string());
      else if (path.extension() == ".ndjson")
        merge_.add(Trouble{Rule::missing_input, path.string(),
                           "is a pipe or device in a folder, and was not read",
                           "name it itself, or move it away"});
    return files;
  }

private:
  /// In order; a folder that cannot be listed may hold some.
  std::vector<fs::path> entries(const fs::path& folder) {
    std::vector<fs::path> paths;
    std::error_code ec;
    for (fs::directory_iterator it(folder, ec), end; !ec && it != end;
         it.increment(ec))
      paths.push_back(it->path());
    if (ec)
      merge_.add(Trouble{Rule::missing_input, folder.string(),
                         "cannot be listed: " + ec.message(),
                         "make the folder readable"});
    std::ranges::sort(paths);
    return paths;
  }

  Merge& merge_;
  std::set<fs::path> visited_;
};

std::vector<std::string> expand(const std::vector<std::string>& paths,
                                Merge& merge) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code ec;
    if (!fs::is_directory(path, ec)) {
      files.push_back(path);
      continue;
    }
    auto found = Folders(merge).below(path);
    if (found.empty())
      merge.add(Trouble{Rule::missing_input, path,
                        "is a folder without a readable *.ndjson file",
                        "name the files themselves"});
    std::ranges::sort(found);
    std::ranges::move(found, std::back_inserter(files));
  }
  return files;
}

} // namespace

InputKind recognise(std::string_view head) {
  const auto start = head.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos)
    return InputKind::empty;
  if (is_capture(head))
    return InputKind::capture;
  if (is_compressed(head))
    return InputKind::compressed;
  if (is_utf16(head))
    return InputKind::utf16;
  const std::string_view text = head.substr(start);
  const std::string_view line = text.substr(0, text.find('\n'));
  if (line.front() == '{' && line.find("\"fact\"") != std::string_view::npos)
    return InputKind::evidence;
  if ((text.front() == '{' || text.front() == '[') &&
      has_any(head, {"\"Reservations\"", "\"Datapoints\"", "\"AccountLevel\"",
                     "\"MetricDataResults\"", "\"MetadataOptions\"",
                     "\"InstanceMetadataOptions\""}))
    return InputKind::aws_json;
  if (has_any(head, {"IMDSv1(!)", "imdsv1(!)", "IMDSv2 (pid", "imdsv2 (pid",
                     "MISSING PAYLOAD", "missing payload",
                     "attach multiple kernel functions"}))
    return InputKind::packet_analyzer;
  if (has_any(line, {"\"verdict\":", "\"blockers\":"}))
    return InputKind::report;
  if (!has_any(head, {"\"fact\""}))
    return InputKind::unknown;
  const bool starts_so = text.front() == '[' || line == "{" || line == "{\r";
  return starts_so && !has_any(head, {"\n{\"fact\""}) ? InputKind::not_by_line
                                                      : InputKind::evidence;
}

std::size_t read_inputs(const std::vector<std::string>& paths, const Imds& imds,
                        Merge& merge) {
  std::size_t used = 0;
  for (const std::string& path : expand(paths, merge)) {
    auto reader = LineReader::open(path);
    if (reader)
      used += use(path, *reader, imds, merge);
    else
      merge.add(Trouble{Rule::missing_input, reader.error().where,
                        reader.error().what, reader.error().hint});
  }
  return used;
}

} // namespace imds::report
