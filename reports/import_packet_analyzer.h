// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/imds.h"
#include "reports/line_reader.h"
#include "reports/merge.h"

#include <string>

namespace imds::report {

/// Takes a log of aws-imds-packet-analyzer (/var/log/imds/imds-trace.log*) as
/// a survey of low confidence. False where no line was one of its calls.
bool import_packet_analyzer(const std::string& path, LineReader& reader,
                            const Imds& imds, Merge& merge);

} // namespace imds::report
