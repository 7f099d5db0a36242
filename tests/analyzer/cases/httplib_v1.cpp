// cpp-httplib: the host is given to the client, the path to the call.
#include <httplib.h>

std::string id() {
  httplib::Client client("http://169.254.169.254");
  auto r = client.Get("/latest/meta-data/instance-id"); // expect: cpp_httplib.v1_get v1 breaks
  return r ? r->body : "";
}
