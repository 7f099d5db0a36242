// SPDX-License-Identifier: Apache-2.0
// Shell text: the reader and what makes ir of it end on any bytes.
#include "analyzer/shell/shell_ir.h"
#include "analyzer/shell_command.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size > (64u << 10))
    return 0;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)imds::analyzer::shell_to_ir(imds::analyzer::parse_shell(text),
                                    {0, "fuzz"});
  return 0;
}
