// A head is written out of a map of headers: Clang keeps the pairs of a map, and its text has no names for them.
#include <map>
#include <sstream>
#include <string>
#include "tcp.h"

class Connection {
public:
  explicit Connection(std::string host) : host_(std::move(host)), stream_(tcp::dial(host_, 80)) {}
  std::string request(const std::string &verb, const std::string &path, const std::map<std::string, std::string> &headers) {
    std::ostringstream head;
    head << verb << " " << path << " HTTP/1.1\r\n";
    head << "Host: " << host_ << "\r\n";
    for (const auto &[name, value] : headers)
      head << name << ": " << value << "\r\n";
    head << "\r\n";
    stream_.write(head.str());
    return stream_.read_body();
  }

private:
  std::string host_;
  tcp::Stream stream_;
};

std::string with() {
  Connection c("169.254.169.254");
  std::string token = c.request("PUT", "/latest/api/token", {{"X-aws-ec2-metadata-token-ttl-seconds", "60"}});
  return c.request("GET", "/latest/meta-data/instance-id", {{"X-aws-ec2-metadata-token", token}}); // expect: request.v2_get v2 survives
}

std::string without() {
  Connection c("169.254.169.254");
  return c.request("GET", "/latest/meta-data/mac", {}); // expect: raw_http.v1_get v1 breaks
}
