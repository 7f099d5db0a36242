// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/caller.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Bytes between the keeper and the surveyor: two halves of one program, so
// there is no version, but nothing is believed that does not fit.
namespace imds::sniffer {

class WireWriter {
public:
  void number(std::uint64_t value);
  void text(std::string_view value);
  void caller(const Caller& value);

  const std::string& bytes() const { return bytes_; }

private:
  void maybe(const std::optional<std::string>& value);
  template <class Number> void maybe_number(const std::optional<Number>& value);

  std::string bytes_;
};

/// Reads what WireWriter wrote; after the first thing that does not fit
/// everything reads as empty and `ok` is false.
class WireReader {
public:
  explicit WireReader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number();
  std::string text();
  Caller caller();
  bool ok() const { return ok_; }

private:
  std::optional<std::string> maybe();
  template <class Number> std::optional<Number> maybe_number();

  std::string_view rest_;
  bool ok_ = true;
};

} // namespace imds::sniffer
