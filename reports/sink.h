// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"

#include <cstdio>
#include <string>
#include <string_view>

namespace imds {

/// Where a renderer writes; a report may be larger than memory should be.
class Sink {
public:
  virtual ~Sink() = default;
  virtual void write(std::string_view text) = 0;
};

class StringSink : public Sink {
public:
  void write(std::string_view text) override { text_ += text; }
  const std::string& text() const { return text_; }

private:
  std::string text_;
};

/// A file that is there whole after `commit`, or as it was before. "-" is
/// stdout. A reader of a pipe that went away is no error: the verdict stands.
class FileSink : public Sink {
public:
  static Result<FileSink> create(const std::string& path);
  FileSink(FileSink&& other) noexcept;
  FileSink& operator=(FileSink&&) = delete;
  ~FileSink() override;

  void write(std::string_view text) override;
  Result<void> commit();
  int descriptor() const;

private:
  FileSink() = default;

  std::string path_, part_;
  std::FILE* out_ = nullptr;
  int error_ = 0; // errno of the first write that failed
};

/// A whole text: to `path`, or to stdout where it is "-".
Result<void> write_text(const std::string& path, std::string_view text);

} // namespace imds
