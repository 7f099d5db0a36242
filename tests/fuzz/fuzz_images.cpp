// SPDX-License-Identifier: Apache-2.0
//
// What container runtimes wrote down, torn or not: an image is a bounded name
// of few characters, or nothing.
#include "sniffer/live/image_records.h"

#include <cstdlib>

namespace {

void require_name(const std::optional<std::string>& image) {
  if (image && (image->empty() || image->size() > 512 ||
                image->find_first_of(" \"\n\x1b") != image->npos))
    std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace imds::sniffer;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  require_name(read_docker_record(text));
  require_name(read_bundle(text));
  require_name(read_storage_list(text, "c0ffee"));
  read_docker_root(text);
  return 0;
}
