// Boost.Beast: without a token the request leaves all the same.
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <string>

namespace beast = boost::beast;
namespace http = boost::beast::http;

std::string get(beast::tcp_stream& stream) {
  http::request<http::empty_body> put{http::verb::put, "/latest/api/token", 11};
  put.set(http::field::host, "169.254.169.254");
  put.set("X-aws-ec2-metadata-token-ttl-seconds", "60");
  http::write(stream, put);
  beast::flat_buffer buffer;
  http::response<http::string_body> answer;
  http::read(stream, buffer, answer);

  http::request<http::empty_body> request{
      http::verb::get, "/latest/meta-data/instance-id", 11};
  request.set(http::field::host, "169.254.169.254");
  if (answer.result() == http::status::ok)
    request.set("X-aws-ec2-metadata-token", answer.body());
  http::write(stream, request); // expect: beast.v1_fallback v1-fallback survives
  http::read(stream, buffer, answer);
  return answer.body();
}
