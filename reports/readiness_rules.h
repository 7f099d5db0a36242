// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

// The rules of readiness as a table; docs/readiness.md holds the same rows.
namespace imds::report {

enum class Weight : std::uint8_t { blocker, caution, missing };
const char* name(Weight weight); // "blocker", as in the JSON

enum class Rule : std::uint8_t {
  // A caller that would break.
  traffic_v1,
  traffic_ttl_on_get,
  traffic_hop_limit,
  traffic_fallback,
  traffic_put_failed,
  traffic_rejected,
  // Code that would break.
  code_breaks,
  code_depends,
  // A setting that would break what is mended.
  setting_hop_limit,
  // A caller to look at.
  traffic_miss,
  traffic_v1_first,
  traffic_put_recovered,
  traffic_bad_token,
  traffic_old_client,
  traffic_unnamed,
  traffic_go_between,
  traffic_narrow,
  // Code, software and settings to look at.
  code_fallback,
  code_v1_first,
  code_switch,
  code_allowed,
  code_not_analyzed,
  software_old,
  setting_unknown,
  setting_endpoint,
  // What was not looked at.
  missing_code,
  missing_traffic,
  missing_settings,
  missing_time,
  missing_boot,
  missing_silent,
  missing_uplink,
  missing_drops,
  missing_owner,
  missing_unknown,
  missing_unread,
  missing_review,
  missing_switch,
  missing_unexplained,
  missing_calls,
  missing_instance,
  missing_sum,
  missing_input,
  missing_newer,
  missing_contradiction,
  missing_host_name,
  missing_future,
  missing_past,
  missing_old,
  missing_map,
};
inline constexpr std::size_t kRuleCount =
    static_cast<std::size_t>(Rule::missing_map) + 1;

struct RuleInfo {
  const char* id; // "traffic.v1"; never renamed
  Weight weight;
  const char* why;    // one clause: "asks without a token and is not refused"
  const char* settle; // what mends it, or would settle it
};

/// The rule's row of the table.
const RuleInfo& info(Rule rule);

} // namespace imds::report
