// Boost.Asio's stream of a connection: what goes in is sent.
#include <boost/asio/ip/tcp.hpp>
#include <string>

std::string id() {
  boost::asio::ip::tcp::iostream s("169.254.169.254", "http");
  s << "GET /latest/meta-data/instance-id HTTP/1.0\r\n"; // expect: raw_http.v1_get v1 breaks
  s << "Host: 169.254.169.254\r\nConnection: close\r\n\r\n";
  s.flush();
  std::string line;
  std::getline(s, line);
  return line;
}
