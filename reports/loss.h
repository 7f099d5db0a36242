// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace imds::report {

/// What a caller loses when its request is refused, worst first.
enum class Loss : std::uint8_t {
  credentials,
  user_data,
  ssh_keys,
  role_info,
  identity_document,
  region,
  instance_identity,
  network,
  tags,
  spot_notices,
  metadata,
  none,
};
inline constexpr std::size_t kLossCount = 12;

/// "credentials", "user-data": the words of rules/imds/ and of the JSON.
const char* name(Loss loss);
/// What that means for the program, a clause: "gets no credentials, so ...".
const char* meaning(Loss loss);
/// Loss::metadata for a word that is not known.
Loss loss_named(std::string_view word);

} // namespace imds::report
