#include "url.h"
int instance() {
  return net::get(net::kMetadata + "instance-id"); // expect: @libcurl v1 breaks
}
