// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/flow.h"
#include "analyzer/link/held.h"

#include <optional>
#include <string>
#include <vector>

// What the guards of a path say of how the requests before it went.
namespace imds::analyzer::link {

/// Of a path on which none came, for one reason or another: no condition has
/// this key.
inline constexpr const char* kNoToken = "no token";

/// Whether the guard's answer was a success; none: it does not say. A status
/// of 0 is success in C, and so is an HTTP 200.
std::optional<bool> succeeded(const Guard& g);

/// CURLE_OK, kSuccess: what it is called says that all went well.
bool names_success(const std::string& constant);
/// response.error, response.status_code: which way a bare test of it goes is
/// told by what it is called.
bool tells_by_name(const Guard& g);

/// Drops what `other` does not share. Where no token came for one reason on one
/// path, and for another on the other, that none came is shared.
void keep_common(std::vector<Held<Guard>>& guards,
                 const std::vector<Held<Guard>>& other);

} // namespace imds::analyzer::link
