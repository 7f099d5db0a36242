// A record of a path, made in the call itself, goes through a closure macro.
#include "own.h"

#define ROLES "/latest/meta-data/iam/security-credentials"
#define text(x) ({ record r = {.len = sizeof(x) - 1, .ptr = x}; r; })
#define closure(h, name, ...) fill(h, name, ##__VA_ARGS__)

static int metadata_get(heap h, record path, handler then) {
  handler use = closure(h, on_connected, h, path, then);
  if (use != INVALID)
    return connect_to(h, 80, use);
  return -1;
}

int roles(heap h, handler then) {
  if (then != INVALID)
    return metadata_get(h, text(ROLES), then); // expect: request.v1_get v1 breaks
  return -1;
}
