// A function of one's own has the name of a library's request class.
#include "http.h"

std::string ask(bool use_token, const std::string& path) {
  Headers headers;
  if (use_token) {
    auto token = http_request("PUT", "http://169.254.169.254/latest/api/token",
                              {{"X-aws-ec2-metadata-token-ttl-seconds", "60"}});
    headers.add("X-aws-ec2-metadata-token", token.body);
  }
  return http_request("GET", "http://169.254.169.254/latest/" + path, headers).body; // expect: request.v1_fallback v1-fallback depends
}
