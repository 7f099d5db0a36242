// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/caller.h"
#include "reports/facts.h"
#include "reports/imds.h"
#include "reports/names.h"
#include "reports/readiness_rules.h"
#include "reports/seen.h"
#include "reports/sighting_view.h"
#include "reports/time_spans.h"
#include "reports/timeline.h"

#include <limits>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

// Adding facts up. The sums are the same for any order of lines and any split
// into files; what is kept of each caller, host and run is bounded.
namespace imds::report {

/// What the surveys of one host covered and lost.
struct Host {
  std::string name;
  TimeSpans surveyed;
  std::int64_t booted = 0; // end of the last interval of a survey from boot on
  bool live = false;       // any survey but of a capture file
  std::uint64_t packets = 0, dropped = 0, gaps = 0;
  std::uint64_t requests = 0, unattributed = 0, unknown = 0;
  /// The same by its sightings: requests without a process, without a class.
  std::uint64_t seen_unowned = 0, seen_unknown = 0;
  std::set<std::string> instances;  // by its firmware; two are two machines
  std::set<std::string> methods;    // of attribution
  std::set<std::uint64_t> networks; // namespaces of services in no container
  Timeline timeline{192};
};

/// One survey or scan: what it claims, and what was read of it.
struct Run {
  std::uint32_t host = 0; // the smallest name, if lines differ in it
  bool survey = false, scan = false, live = false;
  bool ended = false;              // its last interval was read
  std::int64_t start = 0, end = 0; // of its intervals
  // Of anything in it that has a time.
  std::int64_t earliest = std::numeric_limits<std::int64_t>::max();
  std::int64_t latest = 0;
  TimeSpans surveyed;
  /// Of capture files, start to end: each may be of another host.
  std::vector<std::pair<std::int64_t, std::int64_t>> recordings;
  std::set<std::string> watched; // that was watched alone; empty: all was
  std::int64_t bridged = 0;      // end of its last interval on bridges alone
  std::uint64_t packets = 0, requests = 0; // by its survey facts
  std::uint64_t sighted = 0;               // by its sightings
  std::uint64_t unowned = 0;               // of them, without a process
  std::uint64_t findings = 0;
  std::uint64_t contradictions = 0;
  bool other_host = false; // lines of one run name different hosts

  /// Whether it can tell IMDS's silence from its own deafness. A live survey
  /// counts packets of IMDS alone, a capture file those of everybody.
  bool heard() const { return requests + (live ? packets : 0) > 0; }
};

/// One CloudWatch figure of one instance and window.
struct Metric {
  std::string instance;
  bool rejected = false; // MetadataNoTokenRejected, else MetadataNoToken
  std::int64_t start = 0, end = 0;
  std::uint64_t count = 0;
  auto operator<=>(const Metric&) const = default;
};

/// The account's defaults of one Region, from an export.
struct AccountDefaults {
  std::string http_tokens, http_endpoint;
  std::optional<int> hop_limit;
  std::string enforced, managed_by;
  auto operator<=>(const AccountDefaults&) const = default;
};

/// Input that could not be used, or not as a whole: a sentence for people.
struct Trouble {
  Rule rule = Rule::missing_input;
  std::string where;
  std::string what;
  std::string hint;
  auto operator<=>(const Trouble&) const = default;
};

/// Everything that was read, added up.
struct Evidence {
  Names names;
  std::vector<Caller> callers;
  std::map<std::string, Host> hosts; // "" where the evidence names none
  std::map<std::string, Run> runs;
  Timeline timeline{4096};
  std::vector<Finding> findings;
  std::vector<Scan> scans;
  std::vector<Software> software;
  std::map<std::string, std::set<std::string>> setting_conflicts;
  std::map<std::string, Setting> settings; // by instance
  std::map<std::string, std::vector<std::string>> instance_names;
  std::set<AccountDefaults> account_defaults;
  std::vector<Metric> metrics;
  std::set<Trouble> troubles;
  std::uint64_t facts = 0, copies = 0;
};

/// A container in its host's network, so that the answer to its token PUT takes
/// no hop more than one to the host. False where that is not known.
bool is_on_host_network(const Evidence& evidence, const Caller& caller);

/// Takes facts one by one and gives the sum.
class Merge {
public:
  explicit Merge(const Imds& imds) : imds_(imds) {}

  void add(const SightingView& s);
  void add(Finding&& f);
  void add(Scan&& s);
  void add(Software&& s);
  void add(const Survey& s);
  void add(const Setting& s);
  void add(const Metric& m);
  void add(const AccountDefaults& d) { out_.account_defaults.insert(d); }
  /// Names that the instance's host may have.
  void add_instance_names(const std::string& instance,
                          std::vector<std::string> names);
  void add(Trouble t) { out_.troubles.insert(std::move(t)); }

  /// Sorted, so that equal facts give equal bytes.
  Evidence finish();

private:
  struct KeyHash {
    std::size_t operator()(const CallerKey& k) const;
  };

  /// Whether the line is new; keeps the books of copies and contradictions.
  bool fresh(std::string_view run, std::uint64_t seq, std::uint64_t content,
             std::string_view host);
  Run& run_named(std::string_view run, std::string_view host);
  Host& host_named(std::string_view host);
  void add_to(Host& host, const Survey& s);
  void add_to(Run& run, const Survey& s);
  Loss loss_of(std::string_view path);

  const Imds& imds_;
  Evidence out_;
  Seen seen_;
  std::unordered_map<CallerKey, std::uint32_t, KeyHash> caller_index_;
  std::unordered_map<std::uint32_t, Loss> losses_; // by path
  std::unordered_map<std::string_view, Run*> run_index_;
  std::unordered_map<std::string_view, Host*> host_index_;
};

} // namespace imds::report
