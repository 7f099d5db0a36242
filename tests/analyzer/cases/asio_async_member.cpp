// A request that a member holds is told twice: where it is written, and where the chain of handlers begins.
#include <asio.hpp>
#include <memory>
#include <string>

class Fetch : public std::enable_shared_from_this<Fetch> {
public:
  explicit Fetch(asio::io_context &io) : resolver_(io), socket_(io) {}
  void start(const std::string &token) {
    request_ = "GET /latest/meta-data/instance-id HTTP/1.1\r\n"
               "Host: 169.254.169.254\r\n";
    request_ += "X-aws-ec2-metadata-token: " + token + "\r\n";
    request_ += "Connection: close\r\n\r\n";
    auto self = shared_from_this();
    resolver_.async_resolve("169.254.169.254", "80", [self](auto ec, auto results) {
      if (!ec)
        self->connect(results);
    });
  }

private:
  void connect(const asio::ip::tcp::resolver::results_type &results) {
    auto self = shared_from_this();
    asio::async_connect(socket_, results, [self](auto ec, auto) {
      if (!ec)
        self->write();
    });
  }
  void write() {
    auto self = shared_from_this();
    asio::async_write(socket_, asio::buffer(request_), // expect: request.v2_get v2 survives
                      [self](auto ec, std::size_t) { self->read(); });
  }
  void read();
  asio::ip::tcp::resolver resolver_;
  asio::ip::tcp::socket socket_;
  std::string request_;
};
