// seastar: a request is made whole and handed to the client.
#include <seastar/http/client.hh>
#include <seastar/http/request.hh>
namespace http = seastar::http;

seastar::future<> ask(http::client& client) {
  auto get = http::request::make("GET", "169.254.169.254",
                                 "/latest/meta-data/ami-id");
  return client.make_request(std::move(get), print); // expect: seastar.v1_get v1 breaks
}
