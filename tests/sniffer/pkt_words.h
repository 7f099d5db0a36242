// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace imds::sniffer::test {

/// A word of a line of a case: bare, or a text in quotes.
struct Word {
  std::string text;
  bool quoted = false;
};

/// Splits a line into words. Quoted texts know \r \n \t \\ \" \xHH and may be
/// repeated: "ab"*3. nullopt where a quote is not closed.
std::optional<std::vector<Word>> words_of(const std::string& line);

} // namespace imds::sniffer::test
