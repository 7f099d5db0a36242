// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.h"

// The rules of docs/readiness.md, one function a kind of evidence.
namespace imds::report {

/// What the requests of a caller say. `live`: its host was surveyed itself.
JudgedCaller judge(const Caller& caller, bool live);

/// What a finding says.
JudgedFinding judge(const Finding& finding, const Imds& imds);

/// What is missing: coverage of code, traffic and settings, and bad input.
/// What belongs to a host goes to `gaps` too.
std::vector<Item> judge_coverage(const Evidence& evidence, const Needs& needs,
                                 HostGaps& gaps);

/// The live surveys that could not see what the host itself asks.
void judge_uplink(const Evidence& evidence, const Needs& needs,
                  std::vector<Item>& items, HostGaps& gaps);

/// The others that were told not to look everywhere.
std::vector<Item> judge_scope(const Evidence& evidence);

/// What is missing of the scans.
void judge_scans(const Evidence& evidence, const Needs& needs,
                 std::vector<Item>& items);
/// What the scans found and do not judge: requests that a comment allows, and
/// files in languages that nobody reads.
std::vector<Item> judge_set_aside(const Evidence& evidence);

/// What the settings say beside the callers; of any weight.
std::vector<Item> judge_settings(const Report& report, HostGaps& gaps);

/// "3 days", "2 h 5 min", "40 s".
std::string duration_text(std::int64_t nanoseconds);

/// A stable name for an item: the same words give the same id.
std::string item_id(std::string_view kind, std::string_view who);
/// The same for the item of a finding, whether it is a row of its own or not.
std::string finding_id(const Finding& finding);

} // namespace imds::report
