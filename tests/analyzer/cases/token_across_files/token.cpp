// The token is made in one file and sent in another one.
#include "acme/http.h"
#include <string>
std::string imds_token() {
  acme::Http http;
  return http.put("http://169.254.169.254/latest/api/token",
                  {{"X-aws-ec2-metadata-token-ttl-seconds", "60"}});
}
