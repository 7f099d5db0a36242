// A class named like a library's writes the request into a stream.
#include <asio.hpp>
#include <string>

class client {
public:
  void get(const std::string& server, const std::string& path);

private:
  asio::ip::tcp::socket socket_;
};

void client::get(const std::string& server, const std::string& path) {
  asio::error_code ec;
  asio::connect(socket_, server, ec);
  if (ec)
    throw ec;
  asio::streambuf request;
  std::ostream out(&request);
  out << "GET " << path << " HTTP/1.0\r\n";
  out << "Host: " << server << "\r\n\r\n";
  asio::write(socket_, request);
}

static const std::string kServer = "169.254.169.254";

void public_address() {
  client c;
  c.get(kServer, "/latest/meta-data/public-ipv4"); // expect: raw_http.v1_get v1 breaks
}
