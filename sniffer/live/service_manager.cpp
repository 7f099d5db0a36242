// SPDX-License-Identifier: Apache-2.0
//
// One datagram to the socket that NOTIFY_SOCKET names, as sd_notify(3) says; a
// library for it would be the only thing that needs one. A name that is no path
// (of another network namespace, it may be) is not answered.
// Tested by tests/live/boot_test.py.
#include "sniffer/live/service_manager.h"

#include "sniffer/live/descriptor.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>

namespace imds::sniffer {

void tell_service_manager() {
  const char* name = std::getenv("NOTIFY_SOCKET");
  const std::string_view path = name ? name : "";
  sockaddr_un address{};
  if (!path.starts_with('/') || path.size() >= sizeof address.sun_path)
    return;
  address.sun_family = AF_UNIX;
  std::ranges::copy(path, address.sun_path);
  const Descriptor socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  constexpr std::string_view kReady = "READY=1";
  ::sendto(
      socket.get(), kReady.data(), kReady.size(), MSG_NOSIGNAL,
      reinterpret_cast<const sockaddr*>(&address),
      static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size()));
}

} // namespace imds::sniffer
