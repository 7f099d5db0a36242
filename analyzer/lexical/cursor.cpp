// SPDX-License-Identifier: Apache-2.0
//
// Brackets that do not match: a closing brace closes the innermost open brace
// and with it whatever was opened since; a closing parenthesis that does not
// fit closes nothing.
//
// Tested by reader_test.cpp.
#include "analyzer/lexical/cursor.h"

#include <algorithm>

namespace imds::analyzer::lexical {

Cursor::Cursor(const std::vector<Token>& tokens)
    : tokens_(tokens), partner_(tokens.size()), limit_(tokens.size() - 1) {
  match_brackets();
}

void Cursor::match_brackets() {
  auto last = static_cast<std::uint32_t>(limit_);
  std::ranges::fill(partner_, last);
  std::vector<std::uint32_t> open;
  std::size_t braces = 0;
  constexpr int kNear = 8;
  auto single = [&](std::uint32_t i) { return tokens_[i].single; };
  for (std::uint32_t i = 0; i < last; ++i) {
    char c = single(i);
    if (c == '(' || c == '[' || c == '{') {
      open.push_back(i);
      braces += c == '{' ? 1 : 0;
      continue;
    }
    if (c != ')' && c != ']' && c != '}')
      continue;
    char wanted = c == ')' ? '(' : c == ']' ? '[' : '{';
    if (c == '}' && braces == 0)
      continue;
    // A parenthesis is looked for near by only: this stays linear.
    auto end =
        c == '}' || open.size() < kNear ? open.rend() : open.rbegin() + kNear;
    auto found = std::find_if(open.rbegin(), end, [&](auto at) {
      return single(at) == wanted || (c != '}' && single(at) == '{');
    });
    if (found == end || single(*found) != wanted)
      continue;
    braces -= c == '}' ? 1 : 0;
    auto keep = static_cast<std::size_t>(open.rend() - found);
    for (std::size_t k = keep - 1; k < open.size(); ++k)
      partner_[open[k]] = i;
    open.resize(keep - 1);
  }
}

} // namespace imds::analyzer::lexical
