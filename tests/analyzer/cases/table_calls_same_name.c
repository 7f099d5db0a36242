// A table's function calls a member of the same name of another table.
#include <stdio.h>
#include "provider.h"

static int ec2_get(struct context *c, const char *key, char **value) {
  char url[300];
  snprintf(url, 300, "http://169.254.169.254/latest/meta-data/%s", key);
  return c->http->get(c->http, url, value); // expect: request.v1_get v1 breaks
}

static int gce_get(struct context *c, const char *key, char **value) {
  char url[300];
  snprintf(url, 300, "http://169.254.169.254/computeMetadata/v1/%s", key);
  return c->http->get_with(c->http, url, "Metadata-Flavor: Google", value);
}

struct provider {
  const char *name;
  int (*get)(struct context *, const char *, char **);
} providers[] = {{"ec2", ec2_get}, {"gce", gce_get}};

int ask(struct context *c, int i, const char *key, char **value) {
  return providers[i].get(c, key, value);
}
