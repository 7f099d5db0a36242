// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace imds::analyzer {

/// The bytes of a file, mapped read-only. A file that shrinks while it is read
/// is read as zeros where it was; small files are read, not mapped, since a
/// mapping costs more than a copy.
class MappedFile {
public:
  enum class State { ready, unreadable, too_large };

  /// A source file larger than this is refused.
  static constexpr std::size_t kLargest = std::size_t{256} << 20;

  explicit MappedFile(const std::string& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  State state() const { return state_; }
  std::string_view text() const { return text_; }

private:
  void read(int file, std::size_t size);

  State state_ = State::unreadable;
  std::string copy_;
  void* mapping_ = nullptr;
  std::string_view text_;
};

} // namespace imds::analyzer
