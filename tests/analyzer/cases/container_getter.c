// A container of the program's own gets nothing from IMDS, whatever it holds.
#include <stdlib.h>

struct kv { const char* keys[8]; const char* values[8]; int size; };

extern const char* kv_get_quoted(const struct kv* map, const char* key);
extern char* http_fetch(const char* verb, const char* url, const struct kv* headers);

static void kv_put(struct kv* map, const char* key, const char* value) {
  map->keys[map->size] = key;
  map->values[map->size++] = value;
}

char* ask(void) {
  struct kv where = {0};
  kv_put(&where, "url", "http://169.254.169.254/latest/meta-data/mac");
  if (kv_get_quoted(&where, "url") == NULL)
    return NULL;
  return http_fetch("GET", where.values[0], NULL); // expect: request.v1_get v1 breaks
}
