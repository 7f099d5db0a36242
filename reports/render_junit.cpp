// SPDX-License-Identifier: Apache-2.0
//
// JUnit XML, which every CI system shows: a test case a service and a finding,
// a failure where it would break, an error a missing piece. What the baseline
// knows is skipped: only news fails a build. A caution passes, and says what it
// is about.
//
// Tested by tests/reports/renderers_test.cpp.
#include "reports/markup.h"
#include "reports/render.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace imds::report {
namespace {

void write_case(Sink& out, const char* kind, const std::string& name,
                const char* outcome, const Item* item) {
  out.write(fmt::format("  <testcase classname=\"imds-ready.{}\" name=\"{}\"",
                        kind, escaped_markup(name)));
  if (!item) {
    out.write("/>\n");
    return;
  }
  out.write(fmt::format(">\n    <{0} type=\"{1}\" message=\"{2}\">{3}</{0}>\n"
                        "  </testcase>\n",
                        outcome, info(item->rules.front()).id,
                        escaped_markup(item->text),
                        escaped_lines(item->settle)));
}

// "missing.drops web-1": the rule tells what it is, and the rest whom it is of.
std::string name_of(const Item& item) {
  return std::string(info(item.rules.front()).id) +
         (item.who.empty() ? "" : " " + item.who);
}

void write_caution(Sink& out, const Item& c) {
  out.write(fmt::format("  <testcase classname=\"imds-ready.caution\" "
                        "name=\"{}\">\n    <system-out>{}\n{}</system-out>\n"
                        "  </testcase>\n",
                        escaped_markup(name_of(c)), escaped_markup(c.text),
                        escaped_lines(c.settle)));
}

} // namespace

void render_junit(const Report& r, Sink& out) {
  std::set<std::string> broken;
  for (const Item& b : r.blockers)
    broken.insert(b.who);
  std::vector<std::string> fine;
  for (const Service& s : r.services)
    if (!broken.contains(s.name))
      fine.push_back(s.name);
  const auto known = static_cast<std::size_t>(
      std::ranges::count(r.blockers, true, &Item::known));
  const auto total =
      fine.size() + r.blockers.size() + r.missing.size() + r.cautions.size();
  out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
  out.write(fmt::format(" <testsuite name=\"imds-ready: {}\" tests=\"{}\" "
                        "failures=\"{}\" errors=\"{}\" skipped=\"{}\">\n",
                        name(r.verdict), total, r.blockers.size() - known,
                        r.missing.size(), known));
  for (const Item& b : r.blockers)
    write_case(out, b.kind.c_str(), b.who, b.known ? "skipped" : "failure", &b);
  for (const Item& m : r.missing)
    write_case(out, "coverage", name_of(m), "error", &m);
  for (const Item& c : r.cautions)
    write_caution(out, c);
  for (const std::string& service : fine)
    write_case(out, "caller", service, "", nullptr);
  out.write(" </testsuite>\n</testsuites>\n");
}

} // namespace imds::report
