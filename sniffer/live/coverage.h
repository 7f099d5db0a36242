// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/live/evidence_log.h"

#include <string>

namespace imds::sniffer {

/// Whether no interface but the loopback has an address yet: then nobody can
/// have asked IMDS so far, and who watches already covers the boot.
bool has_no_address_yet();

/// Tells people for how long nobody watched since the last run of a survey.
void say_what_was_missed(const EvidenceLog& log);

} // namespace imds::sniffer
