// The token is made in one file and sent in another one.
#include "acme/http.h"
#include <string>
std::string imds_token();
std::string id() {
  acme::Http http;
  return http.get("http://169.254.169.254/latest/meta-data/instance-id", // expect: request.v2_get v2 survives
                  {{"X-aws-ec2-metadata-token", imds_token()}});
}
