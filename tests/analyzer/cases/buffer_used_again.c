// The buffer that the token was read into takes the next answer, and does not carry the token there.
#include "http.h"
#include <stdio.h>

int fall_back(void) {
  char buffer[400] = "", header[500];
  if (http_put("http://169.254.169.254/latest/api/token",
               "X-aws-ec2-metadata-token-ttl-seconds: 60", buffer) != 0)
    return http_get("http://169.254.169.254/latest/meta-data/mac", "", buffer); // expect: request.v1_fallback v1-fallback survives
  snprintf(header, sizeof header, "X-aws-ec2-metadata-token: %s", buffer);
  return http_get("http://169.254.169.254/latest/meta-data/mac", header, buffer); // expect: request.v2_get v2 survives
}

int forget(void) {
  char buffer[400] = "";
  http_put("http://169.254.169.254/latest/api/token",
           "X-aws-ec2-metadata-token-ttl-seconds: 60", buffer);
  return http_get("http://169.254.169.254/latest/meta-data/ami-id", "", buffer); // expect: request.v1_get v1 breaks
}

int give(void) {
  char token[400] = "";
  http_put("http://169.254.169.254/latest/api/token",
           "X-aws-ec2-metadata-token-ttl-seconds: 60", token);
  return imds_get("169.254.169.254", "/latest/meta-data/mac", token); // expect: request.v2_get v2 survives
}

int head(void) {
  char buffer[400] = "", line[500];
  http_put("http://169.254.169.254/latest/api/token",
           "X-aws-ec2-metadata-token-ttl-seconds: 60", buffer);
  snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", buffer);
  return http_get("http://169.254.169.254/latest/meta-data/mac", "text", line); // expect: request.v2_get v2 survives
}
