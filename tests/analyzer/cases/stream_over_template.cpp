// With Asio's headers the buffer and the stream over it are templates.
#include <ostream>
#include <string>

namespace asio {
template <class Allocator>
class basic_streambuf : public std::streambuf {
public:
  basic_streambuf();
};
using streambuf = basic_streambuf<int>;
struct socket {};
template <class Stream, class Buffer>
void write(Stream& to, Buffer& from);
} // namespace asio

void role(asio::socket& to, const std::string& path) {
  asio::streambuf request;
  std::ostream out(&request);
  out << "GET " << path << " HTTP/1.0\r\n";
  out << "Host: 169.254.169.254\r\n\r\n";
  asio::write(to, request);
}

void ask(asio::socket& to) {
  role(to, "/latest/meta-data/iam/info"); // expect: raw_http.v1_get v1 breaks
}
