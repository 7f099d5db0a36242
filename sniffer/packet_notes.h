// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/bytes.h"
#include "sniffer/caller.h"

#include <cstdint>
#include <string_view>

namespace imds::sniffer {

/// Adds what a packet's comment says of its process to `caller`: lines
/// "Key: value" with the keys that ptcpdump writes ("PID", "Cmd", "ParentPID",
/// "UserId", "ContainerId", "PodUID") or our own `sniff -w`. Other text is
/// passed over, and so are arguments: nobody has masked the secrets in them.
void read_comment(std::string_view comment, Caller& caller);

/// Whether the notes say who it was.
bool names_somebody(const Caller& caller);

/// The entry of a process information block (Wireshark's custom block): a pid
/// and options. Returns false where it is broken.
bool read_process_entry(Bytes entry, Caller& caller);

} // namespace imds::sniffer
