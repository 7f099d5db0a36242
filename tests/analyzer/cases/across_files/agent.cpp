// The URL is in a header, the wrapper in one file, the call in another one.
#include "url.h"
int instance() {
  return net::get(net::kMetadata + "instance-id"); // expect: libcurl.v1_get v1 breaks
}
