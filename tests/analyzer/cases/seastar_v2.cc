// seastar: headers are a public map of the request.
// negative: seastar.v1_get
#include <seastar/core/coroutine.hh>
#include <seastar/core/sstring.hh>
#include <seastar/http/client.hh>
#include <seastar/http/request.hh>
#include <seastar/util/short_streams.hh>

using namespace seastar;

class metadata {
  http::experimental::client _client;
  sstring _token;

  future<sstring> send(http::request req) {
    sstring body;
    co_await _client.make_request(
        std::move(req),
        [&](const http::reply&, input_stream<char>&& in) -> future<> {
          body = co_await util::read_entire_stream_contiguous(in);
        });
    co_return body;
  }

public:
  explicit metadata(socket_address addr) : _client(addr) {}

  future<sstring> instance_id() {
    auto put = http::request::make("PUT", "169.254.169.254", "/latest/api/token");
    put._headers["X-aws-ec2-metadata-token-ttl-seconds"] = "21600";
    _token = co_await send(std::move(put));

    auto get = http::request::make(httpd::operation_type::GET,
                                   "169.254.169.254",
                                   "/latest/meta-data/instance-id");
    get._headers["X-aws-ec2-metadata-token"] = _token;
    co_return co_await send(std::move(get)); // expect: request.v2_get v2 survives
  }
};
