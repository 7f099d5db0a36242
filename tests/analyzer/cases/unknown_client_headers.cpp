// An unknown client that is handed the token header.
#include "acme/http.h"
#include <map>
#include <string>

std::string id(const std::string& token) {
  std::map<std::string, std::string> headers;
  headers["X-aws-ec2-metadata-token"] = token;
  acme::Http http;
  return http.get("http://169.254.169.254/latest/meta-data/mac", headers); // expect: request.v2_get v2 survives
}
