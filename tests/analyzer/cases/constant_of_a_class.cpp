// Two classes without headers have a constant of one name; each means its own.
#include "http.h"
#include <string>

namespace cloud {

class ec2 {
  static constexpr const char* kZone = "/latest/meta-data/placement/availability-zone";
  std::string zone();
};
class gce {
  static constexpr const char* kZone = "/computeMetadata/v1/instance/zone";
  std::string zone(const std::string& server);
};

std::string ec2::zone() {
  return http_get("169.254.169.254", kZone); // expect: request.v1_get v1 breaks
}

std::string gce::zone(const std::string& server) {
  return http_get(server, kZone);
}

} // namespace cloud
