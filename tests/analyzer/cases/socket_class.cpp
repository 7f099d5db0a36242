// A socket class of the tree's own, with a method that sends.
#include <arpa/inet.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>

class Socket {
public:
  Socket(const std::string &ip, int port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    inet_pton(AF_INET, ip.c_str(), &to.sin_addr);
    if (::connect(fd_, reinterpret_cast<sockaddr *>(&to), sizeof(to)) != 0)
      throw std::runtime_error("connect");
  }
  void send(const std::string &text) { ::send(fd_, text.data(), text.size(), 0); }
  std::string receive();

private:
  int fd_;
};

std::string without() {
  Socket s("169.254.169.254", 80);
  s.send("GET /latest/meta-data/instance-id HTTP/1.1\r\n" // expect: raw_http.v1_get v1 breaks
         "Host: 169.254.169.254\r\nConnection: close\r\n\r\n");
  return s.receive();
}

std::string with(const std::string &token) {
  Socket s("169.254.169.254", 80);
  std::string text = "GET /latest/meta-data/ami-id HTTP/1.1\r\n"
                     "Host: 169.254.169.254\r\n";
  text += "X-aws-ec2-metadata-token: " + token + "\r\n";
  text += "Connection: close\r\n\r\n";
  s.send(text); // expect: request.v2_get v2 survives
  return s.receive();
}
