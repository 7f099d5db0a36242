// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace imds::sniffer {

/// Tells systemd, where it started us, that the survey has begun: what waits
/// for that (the network, at boot) goes on.
void tell_service_manager();

} // namespace imds::sniffer
