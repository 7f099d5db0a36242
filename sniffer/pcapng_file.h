// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/capture_reader.h"

namespace imds::sniffer {

bool is_pcapng(Bytes start);

/// pcapng with any number of sections and interfaces. What it notes of a
/// packet's process is in Packet::noted.
Result<std::unique_ptr<CaptureFormat>> open_pcapng(CaptureInput input);

} // namespace imds::sniffer
