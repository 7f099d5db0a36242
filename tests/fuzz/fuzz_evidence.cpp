// SPDX-License-Identifier: Apache-2.0
// One line of an evidence file: any bytes are a fact or an error.
#include "reports/evidence.h"

#include <nlohmann/json.hpp>

#include <cstdlib>

namespace ev = imds::evidence;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::string_view line(reinterpret_cast<const char*>(data), size);
  auto fact = ev::parse(line);
  if (!fact)
    return 0;
  // What was read is written as a line that reads back as the same fact.
  auto written = [](const auto& f) { return ev::dump(to_json(f)); };
  std::string once = std::visit(written, *fact);
  auto again = ev::parse(once);
  if (!again || std::visit(written, *again) != once)
    std::abort();
  return 0;
}
