// The path is printed into memory of its own.
#include <stdio.h>
#include <stdlib.h>

int acme_http_get(const char *host, const char *path);

int credentials(const char *role) {
  char *path = malloc(200);
  int result;
  if (!path)
    return -1;
  snprintf(path, 200, "%s%s", "/latest/meta-data/iam/security-credentials/",
           role);
  result = acme_http_get("169.254.169.254", path); // expect: request.v1_get v1 breaks
  free(path);
  return result;
}
