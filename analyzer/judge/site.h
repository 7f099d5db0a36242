// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/flow.h"

#include <optional>
#include <string>
#include <vector>

namespace imds::analyzer {

/// All that was seen of one request flow: the requests of every path that
/// share the place a maintainer would edit.
struct Site {
  std::vector<const link::Event*> events; // never empty
  const link::Event& first() const { return *events.front(); }
};

/// The endpoint, a path that nobody knows, and no token: no flow is made of it.
bool is_astray(const link::Event& event);

/// Groups the requests of a program by place and, where a place sends more than
/// one thing, by what it asks for; token PUTs and other clouds'
/// requests are left out. Sorted by place.
std::vector<Site> sites_of(const link::Flows& flows);

/// What decides between asking with and without a token.
struct Decider {
  std::string name;
  std::string preset; // "" unknown
  std::string effect; // "asks without a token when it is 0"
  bool tokenless_by_default = false;
};

/// What a flow does, before words are put to it.
struct Judgement {
  enum class Why {
    never_token,   // v1
    always_token,  // v2
    falls_back,    // without one when the token could not be had
    first_without, // tries without, and with one where that failed
    fallback_leg,  // the request that others fall back to
    by_choice,     // a switch decides
    sometimes,     // both are seen, and nothing says what decides
    gated,         // v2, but only after a request without a token succeeded
    cut_short,     // with one, as far as the walk got
    cut_without,   // without one, and the program does fetch tokens
    token_by_name, // something named a token, of unknown origin
    stray_path,    // the endpoint, with a path that nobody knows
    other_object,  // of a class of which other objects carry one
    by_sdk,        // an SDK call with a verdict of its own
    by_version,    // a command of which the installed version decides
  };
  Why why = Why::never_token;
  std::string verdict;
  std::string under_required;
  std::optional<Decider> decider;
  bool ttl_only = false; // sends the ttl header where the token belongs
};

/// `all` are the sites of the program: a fallback leg and its first try are
/// two sites.
Judgement judge(const Site& site, const std::vector<Site>& all,
                const link::Flows& flows);

} // namespace imds::analyzer
