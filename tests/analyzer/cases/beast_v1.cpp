// Boost.Beast: target and host are set on a message.
#include <boost/asio.hpp>
#include <boost/beast.hpp>

namespace http = boost::beast::http;

void get(boost::beast::tcp_stream& stream) {
  http::request<http::string_body> request{
      http::verb::get, "/latest/meta-data/instance-id", 11};
  request.set(http::field::host, "169.254.169.254");
  http::write(stream, request); // expect: beast.v1_get v1 breaks
}
