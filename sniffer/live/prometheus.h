// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/survey_run.h"

#include <string>

namespace imds::sniffer {

/// A survey so far in Prometheus' text format, for the textfile collector of
/// node_exporter. Series come sorted.
std::string prometheus_text(const SurveyRun& run);

} // namespace imds::sniffer
