// Boost.Beast in a coroutine: PUT, read, GET with the token.
// negative: beast.v1_get
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
namespace beast = boost::beast;
namespace http = beast::http;
namespace net = boost::asio;
using tcp = net::ip::tcp;

net::awaitable<std::string> instance_id() {
  auto executor = co_await net::this_coro::executor;
  tcp::resolver resolver(executor);
  beast::tcp_stream stream(executor);
  auto const results = co_await resolver.async_resolve("169.254.169.254", "80", net::use_awaitable);
  co_await stream.async_connect(results, net::use_awaitable);

  http::request<http::empty_body> put{http::verb::put, "/latest/api/token", 11};
  put.set(http::field::host, "169.254.169.254");
  put.set("X-aws-ec2-metadata-token-ttl-seconds", "21600");
  co_await http::async_write(stream, put, net::use_awaitable);
  beast::flat_buffer buffer;
  http::response<http::string_body> answer;
  co_await http::async_read(stream, buffer, answer, net::use_awaitable);
  std::string token = answer.body();

  http::request<http::empty_body> get{http::verb::get, "/latest/meta-data/instance-id", 11};
  get.set(http::field::host, "169.254.169.254");
  get.set("X-aws-ec2-metadata-token", token);
  co_await http::async_write(stream, get, net::use_awaitable); // expect: beast.v2_get v2 survives
  http::response<http::string_body> id;
  co_await http::async_read(stream, buffer, id, net::use_awaitable);
  co_return id.body();
}
