// Headers are a public map of a request whose class nobody has seen.
#include <web/client.hh>
#include <string>

void ask(web::client& client, const std::string& token) {
  auto put = web::request::make("PUT", "169.254.169.254", "/latest/api/token");
  put.fields["X-aws-ec2-metadata-token-ttl-seconds"] = "60";
  client.make_request(std::move(put));
  auto get = web::request::make("GET", "169.254.169.254", "/latest/meta-data/ami-id");
  get.fields["X-aws-ec2-metadata-token"] = token;
  client.make_request(std::move(get)); // expect: request.v2_get v2 survives
}
