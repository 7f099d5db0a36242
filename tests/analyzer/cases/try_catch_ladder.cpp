// The token's PUT may throw, and the GET goes out all the same.
#include "acme/http.h"
#include <map>
#include <string>

std::string put_token();

std::string id() {
  std::map<std::string, std::string> headers;
  try {
    headers["X-aws-ec2-metadata-token"] = put_token();
  } catch (...) {
  }
  acme::Http http;
  return http.get("http://169.254.169.254/latest/meta-data/mac", headers); // expect: request.v1_fallback v1-fallback survives
}
