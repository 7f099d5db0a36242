// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/judge/site.h"
#include "analyzer/link/clients.h"
#include "reports/facts.h"

namespace imds::analyzer {

/// The finding of a judged flow, as people read it: message, trace, fix.
Finding word(const Site& site, const Judgement& judgement,
             const link::Flows& flows, const link::Clients& clients);

} // namespace imds::analyzer
