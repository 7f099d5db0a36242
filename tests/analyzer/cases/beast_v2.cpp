// Boost.Beast: the token is a field of the message.
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <string>

namespace http = boost::beast::http;

void get(boost::beast::tcp_stream& stream, const std::string& token) {
  http::request<http::string_body> request{
      http::verb::get, "/latest/meta-data/instance-id", 11};
  request.set(http::field::host, "169.254.169.254");
  request.set("X-aws-ec2-metadata-token", token);
  http::write(stream, request); // expect: beast.v2_get v2 survives
}
