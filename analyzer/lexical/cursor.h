// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/lexical/token.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace imds::analyzer::lexical {

/// A place in a run of tokens that knows where each bracket closes. Reading
/// inside brackets never leaves them, which is what keeps a construct that
/// was misread from spoiling the next one.
class Cursor {
public:
  explicit Cursor(const std::vector<Token>& tokens);

  const Token& at(std::size_t index) const {
    return index < limit_ ? tokens_[index] : tokens_.back();
  }
  const Token& peek(std::size_t ahead = 0) const { return at(here_ + ahead); }
  bool done() const { return here_ >= limit_; }
  std::size_t here() const { return here_; }
  std::size_t limit() const { return limit_; }
  void go(std::size_t index) { here_ = index < limit_ ? index : limit_; }
  void skip() { go(here_ + 1); }

  bool is(char sign) const { return peek().single == sign; }
  bool is(std::string_view text) const { return peek().text == text; }
  bool take(char sign) {
    bool found = is(sign);
    if (found)
      ++here_;
    return found;
  }
  bool take(std::string_view text) {
    bool found = !done() && is(text);
    if (found)
      ++here_;
    return found;
  }

  /// Where the bracket at `open` closes; the limit if it does not.
  std::size_t close_of(std::size_t open) const {
    std::size_t close = partner_[open];
    return close < limit_ ? close : limit_;
  }
  /// Steps over the bracket here, or one token.
  void skip_nested() {
    bool open = is('(') || is('[') || is('{');
    go(open ? close_of(here_) + 1 : here_ + 1);
  }

  /// Stands at an opening bracket; runs `read` inside and ends behind it.
  template <class F> void inside(F read) {
    std::size_t close = close_of(here_);
    std::size_t limit = limit_;
    ++here_;
    limit_ = close;
    read();
    limit_ = limit;
    go(close + 1);
  }

  /// Runs `read` on [here, end) and ends at `end`.
  template <class F> void within(std::size_t end, F read) {
    std::size_t limit = limit_;
    limit_ = end < limit ? end : limit;
    read();
    limit_ = limit;
    go(end);
  }

private:
  void match_brackets();

  const std::vector<Token>& tokens_;
  std::vector<std::uint32_t> partner_;
  std::size_t here_ = 0;
  std::size_t limit_;
};

} // namespace imds::analyzer::lexical
