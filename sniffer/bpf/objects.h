// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace imds::sniffer {

/// connect.bpf.c as compiled for the kernel; the build puts it here.
std::span<const std::uint8_t> program_plain();
std::span<const std::uint8_t> program_with_btf();

} // namespace imds::sniffer
