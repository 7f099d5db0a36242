// asio::write sends, though the tree has a write() of its own for files.
#include <boost/asio.hpp>
#include <string>

namespace files {
bool write(int file, const std::string& text);

bool write(int file, const std::string& text) {
  return file > 0 && !text.empty();
}
} // namespace files

void ask(boost::asio::ip::tcp::socket& socket) {
  std::string head = "GET /latest/meta-data/instance-id HTTP/1.0\r\n"
                     "Host: 169.254.169.254\r\n\r\n";
  boost::asio::write(socket, boost::asio::buffer(head)); // expect: raw_http.v1_get v1 breaks
}
