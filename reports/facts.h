// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The facts that evidence is made of, one struct a fact; the keys of the JSON
// are the names of the members. docs/evidence.md describes each for readers of
// the files, rules/schema/evidence/ holds a JSON Schema for each.
namespace imds {

inline constexpr int kEvidenceSchema = 1;

/// Which run wrote a fact. A (run, seq) pair occurs once; a second line with
/// the same pair is a copy and adds nothing.
struct Origin {
  std::optional<std::string> host;
  std::string run; // "scan" or "survey" in JSON, by fact
  std::uint64_t seq = 0;
};

struct TraceStep {
  std::string file;
  int line = 0;
  std::string function;
  std::string note;
};

struct Switch {
  std::string name;
  std::string default_value; // "default" in JSON
  std::string effect;
};

/// One request flow in source. Strings that house words fix: verdict (v1,
/// v1-fallback, v2, review), under_required (breaks, survives, depends),
/// confidence (high, medium, low), read_as (build, inferred, repaired,
/// lexical).
struct Finding {
  Origin origin;
  std::string verdict;
  std::string under_required;
  std::string confidence;
  std::string read_as;
  std::string rule;
  std::string file; // relative to the tree, without "./"
  int line = 0;
  int column = 0;
  std::string function; // qualified, no parameters, no template arguments
  std::string message;
  std::vector<TraceStep> trace;
  std::string fix;
  std::optional<Switch> config_switch; // "switch" in JSON
  std::string fingerprint;
  std::optional<std::string> target; // of the build, that compiles `file`
  std::vector<std::string> strings;  // User-Agents among the file's literals
  std::vector<std::string> literals; // IMDS texts of the files on its way
};

/// What one `analyze` looked at.
struct Scan {
  static constexpr std::size_t kMaxNamed = 1000;

  Origin origin;
  std::string root;
  std::uint64_t files = 0;
  std::uint64_t parsed = 0;
  std::uint64_t with_errors = 0;
  std::map<std::string, std::uint64_t> skipped; // reason -> files
  std::vector<std::string> unread;
  std::map<std::string, std::uint64_t> ledger; // state -> mentions
  /// Paths that name IMDS in a language that is not judged; "path:line" of what
  /// may be a request and nothing explains; "path:line (reason)" of requests
  /// that a comment allows, which are no findings. Of each at most kMaxNamed.
  std::vector<std::string> not_analyzed;
  std::optional<std::vector<std::string>> unexplained;
  std::vector<std::string> allowed;
  std::optional<std::uint64_t> code_files; // C, C++ and shell among `files`
  std::optional<std::uint64_t> findings;   // that this scan wrote
  std::optional<std::string> end;          // when it was done
  std::string rules_version;
  std::string tool_version;
};

/// A package that the tree names, or a program in it (ecosystem "binary").
struct Software {
  Origin origin;
  std::string name;
  std::string version;
  std::string ecosystem;
  std::string path;
  std::string speaks; // v1, v1-fallback, v2, unknown
  std::optional<std::string> first_v2;
  std::string why;
  std::vector<std::string> strings; // of a program: IMDS texts, User-Agents
};

/// One interval of one survey, and its end. Counts are deltas.
struct Survey {
  Origin origin;
  std::string source; // live, file
  std::string start;  // RFC 3339 UTC with milliseconds
  std::string end;
  std::uint64_t packets = 0;
  std::uint64_t dropped = 0;
  std::uint64_t gaps = 0;
  std::uint64_t requests = 0;
  std::uint64_t attributed = 0;
  std::uint64_t unattributed = 0;
  std::uint64_t unknown = 0;
  std::string method; // ebpf, diag, none
  std::vector<std::string> interfaces;
  bool one_namespace = false; // else no key: all that the host has
  bool boot_covered = false;
  bool last = false;
  std::optional<std::string> instance; // "i-...", as the firmware names it
};

struct Parent {
  std::int64_t pid = 0;
  std::string comm;
};

/// A caller's requests of one class, method, path, status and endpoint in an
/// interval. What is unknown is null in JSON and nullopt here.
struct Sighting {
  Origin origin;
  std::string first;
  std::string last;
  std::string request_class; // "class" in JSON
  std::uint64_t count = 0;
  std::optional<std::string> method;
  std::optional<std::string> path;
  std::optional<int> status;
  std::string endpoint;
  std::optional<std::string> peer;
  std::optional<std::string> user_agent;
  std::optional<int> reply_ttl;
  std::optional<std::string> cause;
  std::optional<std::int64_t> pid;
  std::optional<std::uint64_t> pids; // after compaction: how many
  std::optional<std::string> start_time;
  std::optional<std::string> comm;
  std::optional<std::string> exe;
  std::optional<std::vector<std::string>> argv;
  std::optional<std::int64_t> uid;
  std::optional<std::string> user;
  std::vector<Parent> parents;
  std::optional<std::string> cgroup;
  std::optional<std::string> unit;
  std::optional<std::string> container;
  std::optional<std::string> image; // of the container; else no key
  std::optional<std::string> runtime;
  std::optional<std::string> pod;
  std::optional<std::uint64_t> netns;
  std::optional<std::string> go_between; // who asks for others; else no key
  std::string attribution;               // ebpf, diag, pcapng, none
  std::string confidence;                // high, medium, low, none
};

/// What AWS says of one instance, from files that the user exported.
struct Setting {
  Origin origin;
  std::string instance;
  std::optional<std::string> http_tokens;
  std::optional<std::string> http_endpoint;
  std::optional<int> hop_limit;
  std::optional<std::string> ipv6;
  std::optional<std::uint64_t> no_token_count;
  std::optional<std::string> window_start;
  std::optional<std::string> window_end;
};

/// Letters, digits and "-": it stands in commands that people copy.
bool is_instance_id(std::string_view id);

/// Writing: exactly the keys of docs/evidence.md, in their order.
nlohmann::ordered_json to_json(const Finding& f);
nlohmann::ordered_json to_json(const Scan& s);
nlohmann::ordered_json to_json(const Software& s);
nlohmann::ordered_json to_json(const Survey& s);
nlohmann::ordered_json to_json(const Sighting& s);
nlohmann::ordered_json to_json(const Setting& s);

} // namespace imds
