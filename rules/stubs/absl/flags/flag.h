// SPDX-License-Identifier: Apache-2.0
// Just enough of Abseil's flags.
#pragma once
#include <string>
#define ABSL_FLAG(type, name, value, help) type FLAGS_##name = value
#define ABSL_DECLARE_FLAG(type, name) extern type FLAGS_##name
namespace absl {
template <class T> T& GetFlag(T& flag);
template <class T, class V> void SetFlag(T* flag, const V& value);
} // namespace absl
