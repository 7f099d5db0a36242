// A client of the tree's own, in a struct that was allocated, with headers.
#include <stdlib.h>
#include <string.h>

struct client {
  const char* host;
  const char* path;
  char* header;
};

struct client* acme_client(const char* host, const char* path) {
  struct client* c = calloc(1, sizeof(struct client));
  if (!c)
    return NULL;
  c->host = host;
  c->path = path;
  return c;
}

int acme_http_do(struct client* c);

int role(void) {
  struct client* c =
      acme_client("169.254.169.254", "/latest/meta-data/iam/info");
  if (!c)
    return -1;
  return acme_http_do(c); // expect: request.v1_get v1 breaks
}
