// The request line and the header line are appended in different places.
#include <string>
#include <sys/socket.h>

std::string head(const std::string& path) {
  return "GET " + path + " HTTP/1.1\r\nHost: 169.254.169.254\r\n";
}

void get(int fd, const std::string& token) {
  std::string text = head("/latest/meta-data/instance-id");
  text += "X-aws-ec2-metadata-token: " + token + "\r\n";
  text += "\r\n";
  send(fd, text.data(), text.size(), 0); // expect: request.v2_get v2 survives
}
