// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/wire.h"

#include <cstring>

namespace imds::sniffer {
namespace {

constexpr std::uint64_t kMostTexts = 256;

} // namespace

void WireWriter::number(std::uint64_t value) {
  char raw[sizeof value];
  std::memcpy(raw, &value, sizeof value);
  bytes_.append(raw, sizeof raw);
}

void WireWriter::text(std::string_view value) {
  number(value.size());
  bytes_.append(value);
}

void WireWriter::maybe(const std::optional<std::string>& value) {
  number(value ? 1 : 0);
  if (value)
    text(*value);
}

template <class Number>
void WireWriter::maybe_number(const std::optional<Number>& value) {
  number(value ? 1 : 0);
  if (value)
    number(static_cast<std::uint64_t>(*value));
}

void WireWriter::caller(const Caller& value) {
  maybe_number(value.pid);
  maybe_number(value.start_time_ns);
  maybe_number(value.uid);
  maybe_number(value.netns);
  for (const auto* field :
       {&value.comm, &value.exe, &value.user, &value.cgroup, &value.unit,
        &value.container, &value.image, &value.runtime, &value.pod})
    maybe(*field);
  number(value.argv ? value.argv->size() + 1 : 0);
  if (value.argv)
    for (const std::string& argument : *value.argv)
      text(argument);
  number(value.parents.size());
  for (const Parent& parent : value.parents) {
    number(static_cast<std::uint64_t>(parent.pid));
    text(parent.comm);
  }
  number(static_cast<std::uint64_t>(value.attribution));
  number(static_cast<std::uint64_t>(value.confidence));
}

std::uint64_t WireReader::number() {
  std::uint64_t value = 0;
  if (rest_.size() < sizeof value) {
    ok_ = false;
    rest_ = {};
    return 0;
  }
  std::memcpy(&value, rest_.data(), sizeof value);
  rest_.remove_prefix(sizeof value);
  return value;
}

std::string WireReader::text() {
  const std::uint64_t size = number();
  if (size > rest_.size()) {
    ok_ = false;
    rest_ = {};
    return {};
  }
  std::string value(rest_.substr(0, size));
  rest_.remove_prefix(size);
  return value;
}

std::optional<std::string> WireReader::maybe() {
  return number() != 0 ? std::optional(text()) : std::nullopt;
}

template <class Number> std::optional<Number> WireReader::maybe_number() {
  return number() != 0 ? std::optional(static_cast<Number>(number()))
                       : std::nullopt;
}

Caller WireReader::caller() {
  Caller value;
  value.pid = maybe_number<std::int64_t>();
  value.start_time_ns = maybe_number<std::int64_t>();
  value.uid = maybe_number<std::int64_t>();
  value.netns = maybe_number<std::uint64_t>();
  for (auto* field :
       {&value.comm, &value.exe, &value.user, &value.cgroup, &value.unit,
        &value.container, &value.image, &value.runtime, &value.pod})
    *field = maybe();
  if (const std::uint64_t count = number(); count != 0) {
    value.argv.emplace();
    for (std::uint64_t i = 1; i < count && i < kMostTexts && ok_; ++i)
      value.argv->push_back(text());
  }
  const std::uint64_t parents = number();
  for (std::uint64_t i = 0; i < parents && i < kMostTexts && ok_; ++i) {
    const auto pid = static_cast<std::int64_t>(number());
    value.parents.push_back({pid, text()});
  }
  value.attribution = static_cast<Attribution>(number() & 3);
  value.confidence = static_cast<Confidence>(number() & 3);
  return value;
}

} // namespace imds::sniffer
