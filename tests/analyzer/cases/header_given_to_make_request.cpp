// A request's header goes to a function that is named as if it made one.
#include "own/http.h"

namespace own {

future<answer> make_request(http::client client,
                            http::client::request_header request) {
  return http::with_client(std::move(client), [request](auto &client) {
    return retry([&client, request] { return client.go(request); });
  });
}

future<answer> provider::role() {
  http::client::request_header request;
  auto host = address().host();
  request.insert(boost::beast::http::field::host, {host.data(), host.size()});
  request.method(boost::beast::http::verb::get);
  request.target("/latest/meta-data/iam/security-credentials/");
  co_return co_await make_request(co_await make_client(), std::move(request)); // expect: request.v1_get v1 breaks
}

future<answer> provider::document() {
  http::client::request_header request;
  request.method(boost::beast::http::verb::get);
  request.target("/latest/dynamic/instance-identity/document");
  co_return co_await elsewhere::make_request(co_await make_client(), std::move(request)); // expect: request.v1_get v1 breaks
}

} // namespace own
