// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.h"

#include <nlohmann/json_fwd.hpp>

// The rows of the JSON report, one function a kind; rules/schema/
// report.schema.json describes them.
namespace imds::report {

nlohmann::ordered_json row_of(const Report& r, const Item& item);
nlohmann::ordered_json caller_row(const Report& r, std::uint32_t index);
nlohmann::ordered_json finding_row(const Report& r, std::uint32_t index);
nlohmann::ordered_json setting_row(const Report& r, const Setting& s);
nlohmann::ordered_json row_of(const Command& c);
nlohmann::ordered_json row_of(const Report& r, const Service& s);
nlohmann::ordered_json row_of(const Report& r, const JudgedHost& h);
nlohmann::ordered_json row_of(const Report& r, const Image& image);
nlohmann::ordered_json row_of(const Report& r, const Component& c);
nlohmann::ordered_json row_of(const Report& r, const Join& j);
nlohmann::ordered_json row_of(const Reconciliation& r);
nlohmann::ordered_json row_of(const AccountDefaults& d);
nlohmann::ordered_json row_of(const Changes& c);
/// What was looked at, and the requests over time.
nlohmann::ordered_json coverage_row(const Report& r);
nlohmann::ordered_json timeline_row(const Report& r);

/// Of nanoseconds since 1970; null for 0, which is unknown.
nlohmann::ordered_json time_row(std::int64_t ns);

} // namespace imds::report
