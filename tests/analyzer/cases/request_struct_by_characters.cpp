// A struct's verb has a default, and the request is put together of its members and of characters.
#include <map>
#include <string>
#include <sys/socket.h>

struct Request {
  std::string method = "GET";
  std::string target = "/";
  std::map<std::string, std::string> headers;
};

class Imds {
public:
  Imds() { host_ = "169.254.169.254"; }
  std::string with_token(const std::string &path);
  std::string without(const std::string &path);

private:
  std::string token();
  std::string host_;
};

int connection_to(const std::string &host);
std::string answer_of(int fd);

static std::string send_request(const std::string &host, const Request &request) {
  std::string out;
  out += request.method;
  out += ' ';
  out += request.target;
  out += " HTTP/1.1\r\nHost: ";
  out += host;
  for (const auto &[name, value] : request.headers) {
    out += "\r\n";
    out += name + ':' + ' ' + value;
  }
  out += "\r\n\r\n";
  int fd = connection_to(host);
  ::send(fd, out.data(), out.size(), 0);
  return answer_of(fd);
}

std::string Imds::token() {
  Request request;
  request.method = "PUT";
  request.target = "/latest/api/token";
  request.headers["X-aws-ec2-metadata-token-ttl-seconds"] = "60";
  return send_request(host_, request);
}

std::string Imds::with_token(const std::string &path) {
  Request request;
  request.target = path;
  request.headers["X-aws-ec2-metadata-token"] = token();
  return send_request(host_, request);
}

std::string Imds::without(const std::string &path) {
  Request request;
  request.target = path;
  return send_request(host_, request);
}

std::string both(Imds &imds) {
  return imds.with_token("/latest/meta-data/ami-id") + // expect: request.v2_get v2 survives
         imds.without("/latest/meta-data/mac");        // expect: raw_http.v1_get v1 breaks
}
