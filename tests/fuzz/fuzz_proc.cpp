// SPDX-License-Identifier: Apache-2.0
//
// The texts under /proc. A process chooses its own name and arguments, and a
// container its passwd-like bytes: nothing may be read outside of them, and
// what comes out keeps its bounds.
#include "sniffer/live/argv_mask.h"
#include "sniffer/live/proc_text.h"

#include <cstdlib>

namespace {

using namespace imds::sniffer;

void require(bool holds) {
  if (!holds)
    std::abort();
}

std::size_t bytes_of(const std::vector<std::string>& arguments) {
  std::size_t total = 0;
  for (const std::string& argument : arguments)
    total += argument.size();
  return total;
}

void read_command_line(std::string_view text) {
  constexpr std::string_view kCut = "..."; // of an argument, and of them all
  const auto arguments = read_cmdline(text);
  require(arguments.size() <= kMaxArguments + 1);
  require(bytes_of(arguments) <= kMaxArgumentBytes + 2 * kCut.size());
  require(mask_secrets(arguments).size() == arguments.size());
  mask_text(text);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto stat = read_stat(text))
    require(stat->comm.size() < size);
  read_uid(text);
  read_user(text, 0);
  read_user(text, 1000);
  read_link_inode(text, "net");
  read_command_line(text);
  return 0;
}
