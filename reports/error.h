// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <expected>
#include <string>

namespace imds {

/// Why something could not be done: `what` in lower case without a full stop,
/// `where` (file, interface, line; may be empty), `hint` the exact command or
/// change that helps (may be empty).
struct Error {
  std::string what;
  std::string where;
  std::string hint;
};

template <class T> using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(std::string what, std::string where = {},
                                   std::string hint = {}) {
  return std::unexpected(
      Error{std::move(what), std::move(where), std::move(hint)});
}

} // namespace imds
