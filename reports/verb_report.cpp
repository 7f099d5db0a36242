// SPDX-License-Identifier: Apache-2.0
#include "reports/verb_report.h"

#include "reports/changes.h"
#include "reports/inputs.h"
#include "reports/outputs.h"
#include "reports/readiness.h"
#include "reports/report_options.h"
#include "reports/term.h"

#include <algorithm>

namespace imds {
namespace {

using namespace report;

constexpr std::size_t kMaxWarnings = 10;

void warn(const std::set<Trouble>& troubles) {
  std::size_t left = kMaxWarnings;
  for (const Trouble& t : troubles) {
    if (left-- == 0) {
      term::note("more inputs have trouble; the report lists them all");
      return;
    }
    term::warning({t.what, t.where, t.hint});
  }
}

ExitStatus status_of(const Report& r, const std::vector<std::string>& fail_on) {
  const auto fails_on = [&](const char* word) {
    return std::ranges::any_of(fail_on, [word](const std::string& list) {
      return list.find(word) != std::string::npos;
    });
  };
  const auto has_news = [](const std::vector<Item>& items) {
    return std::ranges::any_of(items, [](const Item& i) { return !i.known; });
  };
  const bool gap = !r.missing.empty();
  if (has_news(r.blockers) || (gap && fails_on("incomplete")) ||
      (has_news(r.cautions) && fails_on("caution")))
    return ExitStatus::v1_in_use;
  return gap ? ExitStatus::incomplete : ExitStatus::ready;
}

Result<std::optional<TeamMap>> map_of(const ReportOptions& o) {
  if (o.map.empty())
    return std::nullopt;
  auto map = TeamMap::load(o.map);
  if (!map && map.error().hint.empty())
    map.error().hint = "its lines are like: team payments unit:pay-*.service";
  if (!map)
    return std::unexpected(map.error());
  return std::move(*map);
}

Result<void> compare_with_earlier(const ReportOptions& o, Report& r) {
  if (!o.baseline.empty()) {
    const auto baseline = read_report(o.baseline);
    if (!baseline)
      return std::unexpected(baseline.error());
    mark_known(r, *baseline);
  }
  if (!o.diff.empty()) {
    const auto old = read_report(o.diff);
    if (!old)
      return std::unexpected(old.error());
    compare(r, *old);
  }
  return {};
}

Result<Report> make_report(const ReportOptions& o) {
  auto needs = needs_of(o);
  if (!needs)
    return std::unexpected(needs.error());
  const auto knowledge = Knowledge::load({});
  if (!knowledge)
    return std::unexpected(knowledge.error());
  Merge merge(knowledge->imds);
  const std::size_t used = read_inputs(o.inputs, knowledge->imds, merge);
  Evidence evidence = merge.finish();
  warn(evidence.troubles);
  if (used == 0)
    return fail("no input could be used", "report",
                "give files written by: imds-ready analyze -o FILE, "
                "imds-ready sniff -o FILE");
  auto map = map_of(o);
  if (!map)
    return std::unexpected(map.error());
  Report r =
      judge(std::move(evidence), *needs, *knowledge, *map ? &**map : nullptr);
  if (auto done = compare_with_earlier(o, r); !done)
    return std::unexpected(done.error());
  return r;
}

ExitStatus run(const ReportOptions& o) {
  if (const auto free = check_outputs(o); !free) {
    term::error(free.error());
    return ExitStatus::could_not_run;
  }
  const auto report = make_report(o);
  if (!report) {
    term::error(report.error());
    return ExitStatus::could_not_run;
  }
  if (const auto done = write_outputs(*report, o); !done) {
    term::error(done.error());
    return ExitStatus::could_not_run;
  }
  return status_of(*report, o.fail_on);
}

} // namespace

ExitStatus report_main(const std::vector<std::string>& args) {
  ReportOptions options;
  const auto parsed = parse(options.verb(), args);
  if (!parsed) {
    term::error(parsed.error());
    return ExitStatus::could_not_run;
  }
  if (parsed->done)
    return ExitStatus::ready;
  if (options.inputs.empty()) {
    term::error({"no evidence given", "report", "imds-ready report -h"});
    return ExitStatus::could_not_run;
  }
  return run(options);
}

} // namespace imds
