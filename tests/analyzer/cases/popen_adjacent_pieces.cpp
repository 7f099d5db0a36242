// One command of adjacent pieces in a static text: each line is the request's.
#include <cstdio>
#include <string>

std::string zone() {
  static const std::string command =
      "TOKEN=$(curl -X PUT -H \"X-aws-ec2-metadata-token-ttl-seconds: 300\" "
      "http://169.254.169.254/latest/api/token 2> /dev/null) && "
      "curl --silent -H \"X-aws-ec2-metadata-token: $TOKEN\" "
      "http://169.254.169.254/latest/meta-data/placement/availability-zone";

  FILE *f = popen(command.c_str(), "r"); // expect: request.v2_get v2 survives
  char buffer[128];
  return fgets(buffer, sizeof buffer, f) ? buffer : "";
}
