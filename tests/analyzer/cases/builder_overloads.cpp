// Overloads of a builder's setter pass on to the one that keeps the header.
#include "ext/encoder.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct Request {
  std::string method;
  std::string url;
  std::vector<std::string> headers = {};
};

struct Transport {
  virtual ~Transport() = default;
  virtual std::string IssueRequest(const Request& request) = 0;
};

class Builder {
public:
  Builder(std::string_view method, std::string url)
      : Builder(method, url, ext::Plain) {}
  Builder(std::string_view method, std::string url,
          ext::Encoder<std::string> encoder);
  Request Build();
  Builder& Add(std::string header);
  Builder& Add(std::string_view header) {
    return header.empty() ? *this : Add(std::string(header));
  }
  Builder& Add(const char* header) { return Add(std::string_view(header)); }
  Builder& Add(std::optional<std::string> header) {
    return header ? Add(*std::move(header)) : *this;
  }

private:
  ext::Encoder<std::string> encoder_;
  Request request_;
};

Builder::Builder(std::string_view method, std::string url,
                 ext::Encoder<std::string> encoder)
    : encoder_(encoder), request_{std::string(method), std::move(url)} {}

Request Builder::Build() { return std::move(request_); }

Builder& Builder::Add(std::string header) {
  if (!header.empty())
    request_.headers.push_back(std::move(header));
  return *this;
}

std::string role(Transport& transport) {
  std::string base = "http://169.254.169.254";
  std::string ttl = "X-aws-ec2-metadata-token-ttl-seconds: 60";
  auto put = Builder("PUT", base + "/latest/api/token").Add(ttl).Build();
  std::string line =
      "X-aws-ec2-metadata-token: " + transport.IssueRequest(put);
  auto get = Builder("GET", base + "/latest/meta-data/iam/info")
                 .Add(line)
                 .Build();
  return transport.IssueRequest(get); // expect: request.v2_get v2 survives
}
