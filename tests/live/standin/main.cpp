// SPDX-License-Identifier: Apache-2.0
// imds-standin: a server that answers as the EC2 instance metadata service
// does, to be run inside a network namespace of the tests and nowhere else.
//
//   imds-standin CONTROL LOG PORT ADDRESS...
//
// CONTROL holds one setting a line (settings.h) and is read again at SIGHUP;
// each reading is confirmed by a line in LOG.
#include "live/standin/server.h"

#include <fmt/format.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <string_view>

int main(int argc, char** argv) {
  if (argc < 5) {
    fmt::print(stderr, "usage: imds-standin CONTROL LOG PORT ADDRESS...\n");
    return 2;
  }
  const std::string_view text = argv[3];
  std::uint16_t port = 0;
  std::from_chars(text.data(), text.data() + text.size(), port);
  std::FILE* log = std::fopen(argv[2], "ae");
  if (log == nullptr || port == 0) {
    fmt::print(stderr, "imds-standin: error: {}: no such log or port\n",
               argv[2]);
    return 2;
  }
  imds::standin::Server server(log, argv[1]);
  for (int i = 4; i < argc; ++i) {
    if (server.listen(argv[i], port))
      continue;
    fmt::print(stderr, "imds-standin: error: {}: cannot listen: {}\n", argv[i],
               std::strerror(errno));
    return 2;
  }
  server.reload();
  server.run();
  std::fclose(log);
}
