// SPDX-License-Identifier: Apache-2.0
// Just enough of glog: a stream that takes everything.
#pragma once
#include <ostream>
#include <gflags/gflags.h>
namespace google {
struct LogMessage {
  std::ostream& stream();
};
void InitGoogleLogging(const char* program);
} // namespace google
#define LOG(severity) ::google::LogMessage().stream()
#define LOG_IF(severity, condition) ::google::LogMessage().stream()
#define LOG_EVERY_N(severity, n) ::google::LogMessage().stream()
#define LOG_FIRST_N(severity, n) ::google::LogMessage().stream()
#define PLOG(severity) ::google::LogMessage().stream()
#define VLOG(level) ::google::LogMessage().stream()
#define VLOG_IS_ON(level) true
#define DLOG(severity) ::google::LogMessage().stream()
#define DVLOG(level) ::google::LogMessage().stream()
#define CHECK(condition) if (!(condition)) ::google::LogMessage().stream()
#define PCHECK(condition) CHECK(condition)
#define DCHECK(condition) CHECK(condition)
#define CHECK_EQ(a, b) CHECK((a) == (b))
#define CHECK_NE(a, b) CHECK((a) != (b))
#define CHECK_LT(a, b) CHECK((a) < (b))
#define CHECK_LE(a, b) CHECK((a) <= (b))
#define CHECK_GT(a, b) CHECK((a) > (b))
#define CHECK_GE(a, b) CHECK((a) >= (b))
#define CHECK_NOTNULL(pointer) (pointer)
#define DCHECK_EQ(a, b) CHECK((a) == (b))
#define DCHECK_NE(a, b) CHECK((a) != (b))
#define DCHECK_LT(a, b) CHECK((a) < (b))
#define DCHECK_LE(a, b) CHECK((a) <= (b))
#define DCHECK_GT(a, b) CHECK((a) > (b))
#define DCHECK_GE(a, b) CHECK((a) >= (b))
