// Names and values out of a list of pairs are written into the head by a loop.
#include <string>
#include <sys/socket.h>
#include <utility>
#include <vector>

using Headers = std::vector<std::pair<std::string, std::string>>;

static std::string ask(int fd, const std::string &verb, const std::string &path,
                       const Headers &headers) {
  std::string text = verb + " " + path + " HTTP/1.1\r\n";
  text += "Host: 169.254.169.254\r\n";
  for (const auto &header : headers)
    text += header.first + ": " + header.second + "\r\n";
  text += "\r\n";
  if (send(fd, text.data(), text.size(), 0) < 0)
    return "";
  char answer[4096];
  ssize_t size = recv(fd, answer, sizeof answer, 0);
  return size > 0 ? std::string(answer, size_t(size)) : "";
}

std::string id(int fd) {
  Headers fresh;
  fresh.push_back({"X-aws-ec2-metadata-token-ttl-seconds", "60"});
  std::string token = ask(fd, "PUT", "/latest/api/token", fresh);
  Headers headers;
  headers.emplace_back("Accept", "*/*");
  headers.push_back(std::make_pair("X-aws-ec2-metadata-token", token));
  return ask(fd, "GET", "/latest/meta-data/instance-id", headers); // expect: request.v2_get v2 survives
}
