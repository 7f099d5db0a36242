// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

// What the sample service knows about the instance it runs on.
namespace sample {

using Headers = std::map<std::string, std::string>;

/// One HTTP request with libcurl; "" where it did not answer 200.
std::string http(const std::string& method, const std::string& url,
                 const Headers& headers = {});

/// Asks IMDS without a token: breaks under HttpTokens=required.
std::string role_name();

/// Has the token flow, and asks without a token where the PUT failed.
std::string region();

/// Every path carries the token.
std::string instance_id();

} // namespace sample
