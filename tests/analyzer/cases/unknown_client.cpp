// A client that no rule knows, from a header that is not there.
#include "acme/http.h"

std::string id() {
  acme::Http http;
  return http.get("http://169.254.169.254/latest/meta-data/instance-id"); // expect: request.v1_get v1 breaks
}
