// SPDX-License-Identifier: Apache-2.0
// Just enough of gflags to read a program that uses it and has no copy of it.
#pragma once
#include <cstdint>
#include <string>
#define DEFINE_bool(name, value, help) bool FLAGS_##name = value
#define DEFINE_int32(name, value, help) int32_t FLAGS_##name = value
#define DEFINE_uint32(name, value, help) uint32_t FLAGS_##name = value
#define DEFINE_int64(name, value, help) int64_t FLAGS_##name = value
#define DEFINE_uint64(name, value, help) uint64_t FLAGS_##name = value
#define DEFINE_double(name, value, help) double FLAGS_##name = value
#define DEFINE_string(name, value, help) std::string FLAGS_##name = value
#define DECLARE_bool(name) extern bool FLAGS_##name
#define DECLARE_int32(name) extern int32_t FLAGS_##name
#define DECLARE_uint32(name) extern uint32_t FLAGS_##name
#define DECLARE_int64(name) extern int64_t FLAGS_##name
#define DECLARE_uint64(name) extern uint64_t FLAGS_##name
#define DECLARE_double(name) extern double FLAGS_##name
#define DECLARE_string(name) extern std::string FLAGS_##name
#define DEFINE_validator(name, function) static const bool name##_checked = true
namespace google {
void ParseCommandLineFlags(int* argc, char*** argv, bool remove);
std::string SetCommandLineOption(const char* name, const char* value);
} // namespace google
namespace gflags = google;
