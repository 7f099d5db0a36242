// SPDX-License-Identifier: Apache-2.0
// C and C++ text: the lexer, #if groups and the reader end on any bytes.
#include "analyzer/lexical/read_lexically.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size == 0 || size > (64u << 10))
    return 0;
  std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const char* file = data[0] % 2 == 0 ? "a.cpp" : "a.c";
  (void)imds::analyzer::lexical::read_text(file, text);
  return 0;
}
