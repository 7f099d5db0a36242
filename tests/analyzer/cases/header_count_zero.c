// The header is always made; whether it is sent hangs on the count beside it.
#include "client.h"

struct header {
  const char *name;
  const char *value;
};

int ask(struct client *c, int version, const char *token) {
  struct header h;
  h.name = "X-aws-ec2-metadata-token";
  h.value = token;
  return c->table->request(c, "GET", "/latest/meta-data/instance-id", // expect: request.v1_fallback v1-fallback depends
                           &h, version == 1 ? 0 : 1);
}
