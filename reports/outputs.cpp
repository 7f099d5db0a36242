// SPDX-License-Identifier: Apache-2.0
//
// Tested by tests/reports/status_test.py.
#include "reports/outputs.h"

#include "reports/inputs.h"
#include "reports/render.h"
#include "reports/term.h"

#include <filesystem>
#include <functional>
#include <set>

namespace imds::report {
namespace {

/// A renderer and the files it was asked for.
struct Output {
  std::vector<std::string> files;
  std::function<void(const Report&, FileSink&)> render;
};

void to_people(const Report& r, FileSink& out) {
  render_text(r, out,
              term::use_color(term::Color::automatic, out.descriptor()));
}

std::vector<Output> outputs_of(const ReportOptions& o) {
  std::vector<Output> all = {
      {o.text, to_people}, {o.json, render_json},   {o.html, render_html},
      {o.md, render_md},   {o.sarif, render_sarif}, {o.junit, render_junit},
      {o.csv, render_csv},
  };
  bool stdout_taken = false;
  for (const Output& output : all)
    for (const std::string& file : output.files)
      stdout_taken |= file == "-";
  if (!stdout_taken && o.text.empty())
    all.front().files.push_back("-");
  return all;
}

/// One that is no file, such as /dev/null, takes any number of outputs.
bool is_place(const std::string& file) {
  std::error_code ec;
  return file == "-" || std::filesystem::is_regular_file(file, ec) ||
         !std::filesystem::exists(file, ec);
}

/// "z.json" and "./z.json" are one.
std::string place_of(const std::string& file) {
  std::error_code ec;
  const auto path = std::filesystem::weakly_canonical(
      std::filesystem::absolute(file, ec), ec);
  return file == "-" || ec ? file : path.string();
}

bool is_precious(InputKind kind) {
  return kind == InputKind::evidence || kind == InputKind::aws_json ||
         kind == InputKind::packet_analyzer || kind == InputKind::capture ||
         kind == InputKind::utf16 || kind == InputKind::not_by_line;
}

bool holds_evidence(const std::string& file) {
  std::error_code ec;
  if (!std::filesystem::is_regular_file(file, ec))
    return false;
  auto reader = LineReader::open(file);
  return reader && is_precious(recognise(reader->head()));
}

Result<void> write(const Report& r, const Output& output,
                   const std::string& file) {
  auto sink = FileSink::create(file);
  if (!sink)
    return std::unexpected(sink.error());
  output.render(r, *sink);
  return sink->commit();
}

} // namespace

Result<void> check_outputs(const ReportOptions& o) {
  std::set<std::string> taken;
  for (const Output& output : outputs_of(o))
    for (const std::string& file : output.files)
      if (is_place(file) && !taken.insert(place_of(file)).second)
        return fail("two outputs go there", file == "-" ? "stdout" : file,
                    "name another file for one of them");
      else if (holds_evidence(file))
        return fail("holds evidence, and a report would take its place", file,
                    "name another file for the report, as in --json "
                    "report.json");
  return {};
}

Result<void> write_outputs(const Report& r, const ReportOptions& o) {
  for (const Output& output : outputs_of(o))
    for (const std::string& file : output.files)
      if (auto done = write(r, output, file); !done)
        return done;
  return {};
}

} // namespace imds::report
