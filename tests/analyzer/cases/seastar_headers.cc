// seastar: headers are a public map of the request.
// negative: seastar.v1_get
#include <seastar/http/client.hh>
#include <seastar/http/request.hh>
namespace http = seastar::http;

seastar::future<> ask(http::client& client) {
  auto put = http::request::make("PUT", "169.254.169.254", "/latest/api/token");
  put._headers["X-aws-ec2-metadata-token-ttl-seconds"] = "60";
  std::string token = client.make_request(std::move(put), read_body);
  auto get = http::request::make("GET", "169.254.169.254",
                                 "/latest/meta-data/ami-id");
  get._headers["X-aws-ec2-metadata-token"] = token;
  return client.make_request(std::move(get), print); // expect: request.v2_get v2 survives
}
