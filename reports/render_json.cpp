// SPDX-License-Identifier: Apache-2.0
//
// The report for programs: rules/schema/report.schema.json. It is written a row
// at a time, one row a line, so that 200,000 callers cost no memory and a diff
// of two reports reads well. Nothing in it depends on when or where it is made.
#include "reports/evidence.h"
#include "reports/json_rows.h"
#include "reports/render.h"

#include <nlohmann/json.hpp>

namespace imds::report {
namespace {

using nlohmann::ordered_json;

class Document {
public:
  explicit Document(Sink& out) : out_(out) { out_.write("{\n"); }

  void value(const char* key, const ordered_json& v) {
    begin(key);
    out_.write(evidence::dump(v));
  }
  /// `row(i)` for i in [0, n).
  template <class Row> void list(const char* key, std::size_t n, Row row) {
    begin(key);
    out_.write("[");
    for (std::size_t i = 0; i < n; ++i) {
      out_.write(i == 0 ? "\n" : ",\n");
      out_.write(evidence::dump(row(static_cast<std::uint32_t>(i))));
    }
    out_.write("]");
  }
  void end() { out_.write("\n}\n"); }

private:
  void begin(const char* key) {
    out_.write(first_ ? "\"" : ",\n\"");
    out_.write(key);
    out_.write("\": ");
    first_ = false;
  }

  Sink& out_;
  bool first_ = true;
};

} // namespace

void render_json(const Report& r, Sink& out) {
  Document d(out);
  d.value("schema", 1);
  d.value("verdict", name(r.verdict));
  d.value("reason", r.reason);
  const auto items = [&](const char* key, const std::vector<Item>& list) {
    d.list(key, list.size(), [&](auto i) { return row_of(r, list[i]); });
  };
  items("blockers", r.blockers);
  items("cautions", r.cautions);
  items("missing", r.missing);
  d.list("services", r.services.size(),
         [&](auto i) { return row_of(r, r.services[i]); });
  d.list("images", r.images.size(),
         [&](auto i) { return row_of(r, r.images[i]); });
  d.list("components", r.components.size(),
         [&](auto i) { return row_of(r, r.components[i]); });
  d.list("hosts", r.hosts.size(),
         [&](auto i) { return row_of(r, r.hosts[i]); });
  d.list("callers", r.callers.size(), [&](auto i) { return caller_row(r, i); });
  d.list("findings", r.findings.size(),
         [&](auto i) { return finding_row(r, i); });
  std::vector<const Setting*> settings;
  for (const auto& [instance, s] : r.evidence.settings)
    settings.push_back(&s);
  d.list("settings", settings.size(),
         [&](auto i) { return setting_row(r, *settings[i]); });
  d.list("reconciled", r.reconciled.size(),
         [&](auto i) { return row_of(r.reconciled[i]); });
  d.list("commands", r.commands.size(),
         [&](auto i) { return row_of(r.commands[i]); });
  ordered_json defaults = ordered_json::array();
  for (const AccountDefaults& a : r.evidence.account_defaults)
    defaults.push_back(row_of(a));
  d.value("account_defaults", defaults);
  if (r.changes)
    d.value("changes", row_of(*r.changes));
  d.value("timeline", timeline_row(r));
  d.value("coverage", coverage_row(r));
  d.end();
}

} // namespace imds::report
