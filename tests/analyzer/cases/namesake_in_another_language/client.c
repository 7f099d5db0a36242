// What C calls is not what a namespace of C++ has by that name.
#include "wire.h"

int role(char *out, int size) {
  struct wire w;
  wire_open(&w, "169.254.169.254", 80);
  wire_put(&w, "GET /latest/meta-data/iam/ HTTP/1.1\r\n"); // expect: raw_http.v1_get v1 breaks
  wire_put(&w, "Host: 169.254.169.254\r\n\r\n");
  return wire_read(&w, out, size);
}
