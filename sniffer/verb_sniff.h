// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/exit_status.h"

#include <string>
#include <vector>

namespace imds::sniffer {

/// `imds-ready sniff`, with what stands behind the verb.
ExitStatus sniff_main(const std::vector<std::string>& args);

} // namespace imds::sniffer
