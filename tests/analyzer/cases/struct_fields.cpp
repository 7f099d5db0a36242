// Host and path are fields of a URL object.
#include "acme/http.h"

std::string id() {
  acme::Url url;
  url.host = "169.254.169.254";
  url.path = "/latest/meta-data/instance-id";
  acme::Request request(acme::Method::kGet, url);
  return request.send(); // expect: request.v1_get v1 breaks
}
