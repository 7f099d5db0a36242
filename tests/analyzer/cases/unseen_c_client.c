// A C client of a library that is not there: create, add header, do.
#include "fancy/http_client.h"
#include <string.h>

#define TOKEN_HEADER "X-aws-ec2-metadata-token"

static int request(struct fancy_upstream *u, const char *uri, const char *token, char **out) {
  size_t sent;
  int ret = -1;
  struct fancy_conn *conn = fancy_upstream_conn_get(u);
  if (!conn)
    return -1;
  struct fancy_client *c = fancy_client(conn, FANCY_GET, uri, NULL, 0, "169.254.169.254", 80, NULL, 0);
  if (!c)
    goto release;
  if (token)
    fancy_add_header(c, TOKEN_HEADER, strlen(TOKEN_HEADER), token, strlen(token));
  ret = fancy_http_do(c, &sent);
  if (ret == 0 && c->resp.status == 200)
    *out = strdup(c->resp.payload);
  fancy_client_destroy(c);
release:
  fancy_upstream_conn_release(conn);
  return ret;
}

int token(struct fancy_upstream *u, char **out) {
  struct fancy_conn *conn = fancy_upstream_conn_get(u);
  struct fancy_client *c = fancy_client(conn, FANCY_PUT, "/latest/api/token", NULL, 0, "169.254.169.254", 80, NULL, 0);
  fancy_add_header(c, "X-aws-ec2-metadata-token-ttl-seconds", 36, "60", 2);
  return fancy_http_do(c, NULL);
}

int instance_id(struct fancy_upstream *u, const char *token, char **out) {
  return request(u, "/latest/meta-data/instance-id", token, out); // expect: request.v1_fallback v1-fallback survives
}

int mac(struct fancy_upstream *u, char **out) {
  return request(u, "/latest/meta-data/mac", NULL, out); // expect: request.v1_get v1 breaks
}
