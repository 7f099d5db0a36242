// A stream is made over a buffer whose class is known, as in a real build.
#include <net/socket.hpp>
#include <ostream>
#include <fstream>
#include <string>

class Client {
public:
  Client(const std::string& server, const std::string& path)
      : server_(server), path_(path) {}

  void open() {
    std::filebuf request;
    std::ostream out(&request);
    out << "GET " << path_ << " HTTP/1.0\r\n";
    out << "Host: " << server_ << "\r\n\r\n";
    net::write(socket_, request);
  }

private:
  std::string server_;
  std::string path_;
  net::Socket* socket_;
};

void role() {
  Client client("169.254.169.254", "/latest/meta-data/iam/info");
  client.open(); // expect: raw_http.v1_get v1 breaks
}
