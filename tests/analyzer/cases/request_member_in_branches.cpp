// A member's request gets its token in one branch only; the blank line is written apart.
#include <string>
#include <sys/socket.h>

class Ask {
public:
  void build(const std::string &token) {
    request_ = "GET /latest/meta-data/hostname HTTP/1.1\r\n"
               "Host: 169.254.169.254\r\n";
    if (!token.empty())
      request_ += "X-aws-ec2-metadata-token: " + token + "\r\n";
  }
  void send(int fd) {
    ::send(fd, request_.data(), request_.size(), 0); // expect: request.v1_fallback v1-fallback survives
    ::send(fd, "\r\n", 2, 0);
  }

private:
  std::string request_;
};
