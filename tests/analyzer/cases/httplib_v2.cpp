// cpp-httplib: the header comes with the call.
// negative: cpp_httplib.v1_get
#include <httplib.h>

std::string id() {
  httplib::Client client("http://169.254.169.254");
  auto t = client.Put("/latest/api/token",
                      {{"X-aws-ec2-metadata-token-ttl-seconds", "60"}});
  if (!t)
    return "";
  httplib::Headers headers = {{"X-aws-ec2-metadata-token", t->body}};
  auto r = client.Get("/latest/meta-data/instance-id", headers); // expect: request.v2_get v2 survives
  return r ? r->body : "";
}
