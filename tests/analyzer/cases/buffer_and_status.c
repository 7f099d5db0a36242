// A call gives a status and fills a buffer: success does not say it is empty.
#include "http.h"
#include <stdio.h>

int id(char *out, int size) {
  char token[128] = "";
  char line[256];
  int rc = http_put("http://169.254.169.254/latest/api/token",
                    "X-aws-ec2-metadata-token-ttl-seconds: 60", token,
                    sizeof token);
  if (rc != 0)
    return -1;
  if (!token[0])
    return -1;
  snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", token);
  return http_get("http://169.254.169.254/latest/meta-data/ami-id", // expect: request.v2_get v2 survives
                  line, out, size);
}
