// A class of one's own is named like a library's; its constructor counts.
#include <string>
#include <sys/socket.h>

class Connection {
public:
  explicit Connection(std::string host) : host_(std::move(host)) {}
  bool ask(int fd, const std::string &path) {
    std::string text = "GET " + path + " HTTP/1.1\r\nHost: " + host_ + "\r\n\r\n";
    return send(fd, text.data(), text.size(), 0) > 0;
  }

private:
  std::string host_;
};

bool id(int fd) {
  Connection connection("169.254.169.254");
  return connection.ask(fd, "/latest/meta-data/instance-id"); // expect: raw_http.v1_get v1 breaks
}
