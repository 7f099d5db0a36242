// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/caller.h"
#include "reports/merge.h"
#include "reports/readiness_rules.h"

#include <bitset>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

// The judged report: what every renderer reads, and none of them changes.
namespace imds::report {

enum class Verdict : std::uint8_t { ready, incomplete, not_ready };
const char* name(Verdict verdict); // "ready", "incomplete", "not-ready"

/// What *ready* needs.
struct Needs {
  bool code = true;
  bool traffic = true;
  bool settings = false;
  std::int64_t min_survey = 7 * 86'400'000'000'000; // nanoseconds
  std::int64_t now = 0; // for evidence of another time; 0: do not check
  /// Whoever surveyed long enough has this long to switch.
  static constexpr std::int64_t kKeeps = 30 * 86'400'000'000'000;
  /// What was before this time says nothing of today.
  std::int64_t scans_since() const { return now == 0 ? 0 : now - kKeeps; }
  std::int64_t surveys_since() const {
    return now == 0 ? 0 : now - kKeeps - min_survey;
  }
  /// A trial of hours cannot wait for a boot; a survey of days must hold one.
  bool boot() const { return min_survey >= 86'400'000'000'000; }
};

using Rules = std::bitset<kRuleCount>;
/// Whether a rule of this weight fired.
bool any(const Rules& rules, Weight weight);
/// Those of one weight, in the order of the table.
std::vector<Rule> only(const Rules& rules, Weight weight);

/// What these rules alone make of a part.
Verdict verdict_of(const Rules& rules);

/// Parallel to Evidence::callers.
struct JudgedCaller {
  Rules rules;
  Verdict verdict = Verdict::incomplete;
  Loss loss = Loss::none;
  std::uint32_t service = 0; // in Report::services
};

/// Parallel to Evidence::findings.
struct JudgedFinding {
  Rules rules;
  std::string team;
  Loss loss = Loss::metadata;
  std::vector<std::string> paths;   // that it asks for, as far as it says
  std::vector<std::uint32_t> joins; // in Report::joins
};

/// A `software` fact that names the client of a service.
struct Pin {
  std::uint32_t software = 0; // in Evidence::software
  std::string why;
  std::string confidence; // high, medium, low
};

/// A program wherever it runs: the callers of all hosts with one name.
struct Service {
  std::string name;
  std::string team;
  Rules rules;
  Loss loss = Loss::none;
  Verdict verdict = Verdict::ready;
  std::uint64_t requests = 0, tokenless = 0, v2 = 0;
  std::int64_t first = 0, last = 0;
  std::string image;                  // without tag; "" where not known
  std::set<std::string> tags;         // of that image, else starts of digests
  std::vector<std::uint32_t> callers; // in Evidence::callers
  std::vector<std::uint32_t> joins;   // in Report::joins
  std::vector<Pin> pins;              // where its client's version is set
  std::string client; // "botocore 1.12.0", as its User-Agent names it
  std::string client_name, client_version; // the same in two
  std::string first_v2;                    // of that client
  std::string on_refusal;                  // what it does on 401
};

/// A service and a finding that are the same program.
struct Join {
  std::uint32_t service = 0;
  std::uint32_t finding = 0;
  std::string why;
  std::string confidence; // high, medium, low
  /// A low one is a hint and joins nothing.
  bool sure() const { return confidence != "low"; }
};

/// A container image, whatever its tag: the programs that run in it.
struct Image {
  std::string name;
  std::set<std::string> tags;
  Verdict verdict = Verdict::ready;
  std::uint64_t requests = 0, tokenless = 0, v2 = 0;
  std::vector<std::uint32_t> services; // in Report::services
};

/// A folder of source whose findings belong together.
struct Component {
  std::string name;
  std::string team;
  Verdict verdict = Verdict::ready;
  std::uint64_t blockers = 0, cautions = 0, clear = 0;
};

struct JudgedHost {
  std::string name;
  std::string instance; // "" where unknown
  Verdict verdict = Verdict::ready;
  std::uint64_t callers = 0, blockers = 0;
  std::vector<Rule> missing;
};

/// What is missing of single hosts.
using HostGaps = std::map<std::string, std::set<Rule>>;

/// A blocker, a caution, or a missing piece.
struct Item {
  std::string id;          // the same in every report about the same thing
  std::vector<Rule> rules; // the first one gives the text
  std::string kind;        // caller, finding, software, setting, coverage
  std::string who;         // a service, a place in source, a host, a file
  std::string team;
  std::string text;   // one sentence without its end
  std::string settle; // what mends it or would settle it
  Loss loss = Loss::none;
  std::string on_refusal;
  std::string confidence; // high, medium, low
  std::uint64_t requests = 0;
  std::vector<std::string> hosts; // at most five, sorted
  std::uint64_t host_count = 0;
  std::vector<std::uint32_t> findings; // in Evidence::findings
  std::vector<std::string> tags;       // of its image, at most five, sorted
  std::uint64_t tag_count = 0;
  std::optional<std::uint32_t> service;
  bool latent = false; // code that was never seen live
  bool known = false;  // in the baseline; never of a missing piece
};

/// AWS's count beside ours, for one instance and window.
struct Reconciliation {
  std::string instance, host;
  std::int64_t start = 0, end = 0;
  std::uint64_t aws = 0, survey = 0;
  double covered = 0; // part of the window that was surveyed
};

struct Command {
  int step = 0;
  std::string title;
  std::string note;    // why, or what to watch
  std::string command; // text to copy; several lines allowed
  std::string kind;    // fix, upgrade, aws, terraform, ..., watch, rollback
  bool reversible = true;
  /// A fix may be one sentence; everything else is to be copied as it is.
  bool is_sentence() const {
    return (kind == "fix" || kind == "upgrade") &&
           command.find('\n') == std::string::npos;
  }
};

/// This report beside an earlier one.
struct Changes {
  std::string old_verdict;
  std::vector<std::string> fresh, gone; // blockers, by whom they are about
  std::vector<std::string> became_ready, came_back; // services

  /// The lists with their titles, in the order that people read.
  using Lists =
      std::vector<std::pair<const char*, const std::vector<std::string>*>>;
  Lists lists() const {
    return {{"new", &fresh},
            {"gone", &gone},
            {"became ready", &became_ready},
            {"came back", &came_back}};
  }
  bool any() const {
    return !fresh.empty() || !gone.empty() || !became_ready.empty() ||
           !came_back.empty();
  }
};

struct Report {
  Evidence evidence;
  Needs needs;
  Verdict verdict = Verdict::incomplete;
  std::string reason;
  std::vector<JudgedCaller> callers;
  std::vector<JudgedFinding> findings;
  std::vector<Service> services;
  std::vector<Image> images;
  std::vector<Component> components;
  std::vector<JudgedHost> hosts;
  std::vector<Join> joins;
  std::vector<Item> blockers, cautions, missing;
  std::map<std::string, std::string> instance_hosts; // as far as known
  std::vector<Reconciliation> reconciled;
  std::vector<Command> commands;
  std::optional<Changes> changes; // with --diff
  int hop_limit = 1;              // the one that the callers seen here need
};

/// All requests that were seen.
struct Traffic {
  std::uint64_t requests = 0, tokenless = 0, other_clouds = 0;
};
Traffic sum_traffic(const Report& report);

/// Whether one of these joins is sure.
bool any_sure(const Report& report, const std::vector<std::uint32_t>& joins);

/// Code was analyzed, and none of it is surely this service's. Of a program
/// that is not known nobody can tell.
bool is_third_party(const Report& report, const Service& service);

} // namespace imds::report
