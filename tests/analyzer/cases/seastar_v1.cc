// seastar: a request is made whole and handed to the client.
#include <seastar/core/coroutine.hh>
#include <seastar/http/client.hh>
#include <seastar/http/request.hh>
#include <seastar/net/inet_address.hh>

using namespace seastar;

future<> ask() {
  auto cln = http::experimental::client(
      socket_address(net::inet_address("169.254.169.254"), 80));
  auto req = http::request::make("GET", "169.254.169.254",
                                 "/latest/meta-data/instance-id");
  co_await cln.make_request( // expect: seastar.v1_get v1 breaks
      std::move(req),
      [](const http::reply& rep, input_stream<char>&& in) -> future<> {
        co_await in.close();
      },
      http::reply::status_type::ok);
}
