// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
namespace absl {
template <class... A> std::string StrFormat(const char* format, const A&...);
} // namespace absl
