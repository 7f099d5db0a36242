// SPDX-License-Identifier: Apache-2.0
#include "sniffer/verb_sniff.h"

#include <csignal>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  // A reader that goes away (| head) must not change the verdict's status.
  std::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string> args(argv + 1, argv + argc);
  return static_cast<int>(imds::sniffer::sniff_main(args));
}
