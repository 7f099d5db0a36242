// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/merge.h"

#include <string>

namespace imds::report {

/// Takes what the AWS CLI printed (describe-instances, get-metric-statistics,
/// get-metric-data, get-instance-metadata-defaults), told by its content.
/// `path` helps where the output does not say which instance it is about.
/// Facts between the outputs are taken as well. False, with a Trouble, where
/// nothing in it could be used.
bool import_aws(const std::string& path, std::string text, Merge& merge);

} // namespace imds::report
