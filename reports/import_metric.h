// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"
#include "reports/merge.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace imds::report {

/// Whether an object is what get-metric-statistics prints, or one result of
/// get-metric-data.
bool is_metric(const nlohmann::json& object);

/// Takes its data points. An error says what it lacks; what it has is used
/// where it is known whose and which metric it is.
Result<void> import_metric(const std::string& path,
                           const nlohmann::json& object, Merge& merge);

} // namespace imds::report
