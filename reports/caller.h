// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/loss.h"
#include "reports/names.h"
#include "reports/request_class.h"
#include "reports/sighting_view.h"

#include <array>
#include <compare>
#include <set>
#include <string>
#include <vector>

// A caller: one program of one host, in one unit or image, summed over every
// process and every interval that saw it.
namespace imds::report {

/// What makes two sightings one caller. Numbers of Evidence::names.
struct CallerKey {
  std::uint32_t host = 0;
  std::uint32_t program = 0; // exe, else comm
  std::uint32_t script = 0;  // what an interpreter runs
  std::uint32_t parent = 0;  // of a fetcher such as curl
  std::uint32_t unit = 0;
  std::uint32_t place = 0; // "", or the runtime of its container
  std::uint32_t image = 0; // of the container, without tag and digest
  std::uint32_t user = 0;
  std::uint32_t agent = 0; // product of the User-Agent, if no process is known
  std::uint32_t peer = 0;  // the same
  auto operator<=>(const CallerKey&) const = default;
};

/// What a caller may have several of.
enum class Trait : std::uint8_t {
  agent,
  container,
  image,
  pod,
  runtime,
  cause,
  endpoint,
  peer,
  parent,
  go_between,
  attribution,
};

struct PathRow {
  std::uint32_t path = 0;   // of Evidence::names
  std::uint32_t method = 0; // the same
  RequestClass request_class = RequestClass::unknown;
  std::int16_t status = -1;
  std::uint64_t count = 0;
};

/// What one container or instance of a template unit, or all that is outside of
/// any, got for its requests. Two containers of one image are one caller, and
/// one of them may be broken.
struct Place {
  std::uint32_t name = 0;               // of Evidence::names
  std::int64_t put_ok = 0, put_bad = 0; // the last one; 0: never
  bool refused = false;                 // asked without a token, and got a 401
  bool answered = false;                // asked with one, and was answered
  bool puts_fine() const { return put_bad == 0 || put_ok > put_bad; }
  bool broken_now() const { return refused && !answered; }
};

struct Caller {
  static constexpr std::size_t kMaxPaths = 64;
  static constexpr std::size_t kMaxPlaces = 64;
  static constexpr std::size_t kMaxTraits = 8; // of each kind

  struct TraitValue {
    Trait kind;
    std::uint32_t value;
  };

  CallerKey key;
  std::array<std::uint64_t, kClassCount> counts{};
  std::array<std::uint64_t, kLossCount> tokenless{}; // by what would be lost
  std::int64_t first = 0, last = 0;
  std::int64_t last_tokenless = 0, last_token = 0; // 0: never
  std::set<std::uint64_t> networks; // its namespaces; with 0: not all are known
  std::vector<Place> places;
  Place elsewhere;             // all that fell out of `places`
  std::uint64_t paths_cut = 0; // requests whose path fell out of `paths`
  std::uint64_t sure = 0, guessed = 0; // requests by attribution's confidence
  std::uint64_t pids = 0;
  std::int64_t last_pid = -1;
  int lowest_reply_ttl = -1;
  std::uint32_t comm = 0;
  std::string argv; // the smallest of those seen, cut to 200 bytes
  std::vector<PathRow> paths;
  std::vector<TraitValue> traits;

  std::uint64_t count(RequestClass c) const {
    return counts[static_cast<std::size_t>(c)];
  }
  std::uint64_t asked_without_token() const;
  std::uint64_t spoke_v2() const;
  std::uint64_t requests() const;
  bool contained() const { return key.place != 0; }
  bool has(Trait kind) const;
  /// A PUT failed, and wherever it did a later one worked, surely of the same.
  bool puts_recovered() const;
  /// Some place was refused and never answered with a token.
  bool broken_now() const;
};

/// Adds one sighting. Memory stays bounded: the 64 smallest paths and
/// places and the 8 smallest values of each trait are kept, so the order of
/// lines is no matter.
void add(Caller& caller, const SightingView& s, Names& names, Loss loss);

/// Which caller a sighting is of; its words get their numbers in `names`.
CallerKey key_of(const SightingView& s, Names& names);

/// "boot.py", "curl (backup.sh)", "aws-cli (by its User-Agent)".
std::string display_name(const CallerKey& key, const Names& names);
/// The name without its host, and where it runs: "boot.py in web.service",
/// "boot.py in shop/cart", "boot.py in a docker container".
/// Callers of many hosts with one service name are one service.
std::string service_name(const CallerKey& key, const Names& names);

/// The versions of its image that it was seen in.
std::set<std::string> tags_of(const Caller& caller, const Names& names);

} // namespace imds::report
