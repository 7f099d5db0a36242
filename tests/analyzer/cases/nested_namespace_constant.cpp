// A constant of an inner namespace, written in short; a lambda sends.
#include "acme/http.h"
#include <mutex>
#include <string>

namespace acme {
namespace net {
const std::string kAuthority = "169.254.169.254";
}

const std::string kBase = "http://" + net::kAuthority + "/latest/";

bool is_cloud() {
  static bool yes = false;
  static std::once_flag flag;
  std::call_once(flag, []() {
    Request request(kBase);
    Client client;
    yes = client.get(request).status() == 200; // expect: request.v1_get v1 breaks
  });
  return yes;
}
} // namespace acme
