// Boost.Beast: the request's fields are a template argument of their own.
#include <boost/beast.hpp>

namespace http = boost::beast::http;

void get(boost::beast::tcp_stream& stream) {
  http::request<http::string_body, http::fields> req{
      http::verb::put, "/latest/api/token", 11};
  http::write(stream, req);
  http::request<http::string_body> again(
      http::verb::get, "/latest/meta-data/instance-id", 11);
  again.set(http::field::host, "169.254.169.254");
  http::write(stream, again); // expect: beast.v1_get v1 breaks
}
