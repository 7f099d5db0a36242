// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"
#include "reports/imds.h"
#include "sniffer/address.h"
#include "sniffer/survey_run.h"

#include <string>
#include <vector>

namespace imds::sniffer {

/// Surveys the captures in `files`, in order, as one. What cannot be read is
/// said on stderr and in `not_seen`; fails where nothing at all could be.
Result<SurveyRun> survey_captures(const Imds& imds,
                                  const std::vector<Endpoint>& endpoints,
                                  const std::vector<std::string>& files);

} // namespace imds::sniffer
