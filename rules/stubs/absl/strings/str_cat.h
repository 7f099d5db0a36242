// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
namespace absl {
template <class... A> std::string StrCat(const A&... parts);
template <class... A> void StrAppend(std::string* to, const A&... parts);
} // namespace absl
