// A request by hand whose header line carries the token.
// negative: raw_http.v1_get
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void get(int fd, const char *token) {
  char text[512];
  int n = snprintf(text, sizeof text,
                   "GET /latest/meta-data/instance-id HTTP/1.1\r\n"
                   "Host: 169.254.169.254\r\n"
                   "X-aws-ec2-metadata-token: %s\r\n\r\n",
                   token);
  write(fd, text, n); // expect: request.v2_get v2 survives
}
