// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/capture_reader.h"

namespace imds::sniffer {

bool is_pcap(Bytes start);

/// The classic format: micro- or nanoseconds, either byte order, and the
/// longer records of the "modified" one. Fails where the header is cut.
Result<std::unique_ptr<CaptureFormat>> open_pcap(CaptureInput input,
                                                 const std::string& path);

} // namespace imds::sniffer
