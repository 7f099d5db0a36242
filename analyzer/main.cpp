// SPDX-License-Identifier: Apache-2.0
#include "analyzer/verb_analyze.h"

#include <csignal>

int main(int argc, char** argv) {
  // A reader that goes away (| head) must not change the verdict's status.
  std::signal(SIGPIPE, SIG_IGN);
  return static_cast<int>(
      imds::analyzer::analyze_main({argv + 1, argv + argc}));
}
