// A table whose struct has no name; the loop asks for each row.
#include "http.h"

static struct {
  const char *key;
  const char *url;
} table[] = {{"id", "http://169.254.169.254/latest/meta-data/instance-id"}};

void collect(struct values *out) {
  for (unsigned i = 0; i < 1; i++)
    set_value(out, table[i].key, fetch_url(table[i].url, 1000)); // expect: request.v1_get v1 breaks
}
