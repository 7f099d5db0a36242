// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/analysis.h"
#include "analyzer/pipeline.h"

#include <nlohmann/json.hpp>

#include <optional>

// Results as JSON values for the cache: member by member, and unlike evidence
// without leaving out or mending anything. A member that is missing here is
// lost in a second run, which tests/analyzer/cache/again_test.cpp notices.
NLOHMANN_JSON_NAMESPACE_BEGIN
template <class T> struct adl_serializer<std::optional<T>> {
  static void to_json(json& to, const std::optional<T>& from) {
    to = json::array();
    if (from)
      to.push_back(*from);
  }
  static void from_json(const json& from, std::optional<T>& to) {
    to.reset();
    if (from.size() == 1)
      to = from.at(0).template get<T>();
  }
};
NLOHMANN_JSON_NAMESPACE_END

namespace imds {
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TraceStep, file, line, function, note)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Switch, name, default_value, effect)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Finding, verdict, under_required, confidence,
                                   read_as, rule, file, line, column, function,
                                   message, trace, fix, config_switch,
                                   fingerprint, target, strings, literals)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Scan, root, files, parsed, with_errors,
                                   skipped, unread, ledger, not_analyzed,
                                   unexplained, code_files, findings,
                                   rules_version, tool_version)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Software, name, version, ecosystem, path,
                                   speaks, first_v2, why, strings)
} // namespace imds

namespace imds::analyzer {
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Place, file, line)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Mention, file, line, column, kind, text,
                                   state, why)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Suggestion, row, places)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Judged, findings, explained, states,
                                   over_budget, suggestions)
} // namespace imds::analyzer
