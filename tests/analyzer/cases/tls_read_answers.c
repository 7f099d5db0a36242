// What reads from a connection asks for nothing.
#include "mbedtls/ssl.h"
#include <stdio.h>
#include <string.h>

struct connection {
  mbedtls_ssl_context ssl;
  char in[4096];
};

static int exchange(struct connection *c, const char *verb, const char *path,
                    const char *header, char *body, size_t size) {
  char out[1024];
  int n = snprintf(out, sizeof out,
                   "%s %s HTTP/1.1\r\nHost: 169.254.169.254\r\n%s\r\n\r\n", verb,
                   path, header);
  if (mbedtls_ssl_write(&c->ssl, (unsigned char *)out, n) <= 0)
    return -1;
  size_t got = 0;
  while ((n = mbedtls_ssl_read(&c->ssl, (unsigned char *)c->in + got,
                               sizeof c->in - got)) > 0)
    got += (size_t)n;
  const char *start = strstr(c->in, "\r\n\r\n");
  if (!start)
    return -1;
  snprintf(body, size, "%s", start + 4);
  return 0;
}

int role(struct connection *c, char *body, size_t size) {
  char token[256], header[300];
  if (exchange(c, "PUT", "/latest/api/token",
               "X-aws-ec2-metadata-token-ttl-seconds: 60", token, sizeof token))
    return -1;
  snprintf(header, sizeof header, "X-aws-ec2-metadata-token: %s", token);
  return exchange(c, "GET", "/latest/meta-data/iam/security-credentials/", // expect: request.v2_get v2 survives
                  header, body, size);
}
