// The request line is put together of its words before it goes into a socket.
#include <string>
#include <sys/socket.h>

struct Request {
  std::string method = "GET";
  std::string host;
  std::string path;
};

static bool perform(int fd, const Request &request) {
  std::string text = request.method + " " + request.path + " HTTP/1.1\r\n";
  text += "Host: " + request.host + "\r\n";
  text += "Connection: close\r\n\r\n";
  return send(fd, text.data(), text.size(), 0) > 0;
}

bool id(int fd) {
  Request request;
  request.host = "169.254.169.254";
  request.path = "/latest/meta-data/instance-id";
  return perform(fd, request); // expect: raw_http.v1_get v1 breaks
}
