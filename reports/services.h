// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.h"

namespace imds::report {

/// Groups the judged callers into Report::services, sorted by name.
void group_services(Report& report);

/// Groups the services that run in an image into Report::images, sorted by
/// name; after the services have their verdicts.
void group_images(Report& report);

/// Groups the judged findings by the first folder of their path.
void group_components(Report& report);

/// The blockers and cautions of services and findings. A finding that is the
/// same program as a caller is in the caller's item.
void list_items(Report& report);

/// Worst loss first, then most requests, then by name.
void rank(std::vector<Item>& items);

} // namespace imds::report
