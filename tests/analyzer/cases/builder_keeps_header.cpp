// A builder puts the header into a list of the request that it gives.
#include <string>
#include <vector>

struct HttpRequest {
  std::string method;
  std::string url;
  std::vector<std::string> headers = {};
};

class HttpRequestBuilder {
public:
  HttpRequestBuilder(std::string method, std::string url) {
    request_ = {std::string(method), std::move(url)};
  }
  HttpRequestBuilder& AddHeader(std::string header) {
    if (!header.empty())
      request_.headers.push_back(std::move(header));
    return *this;
  }
  HttpRequest BuildRequest() { return std::move(request_); }

private:
  HttpRequest request_;
};

class Transport {
public:
  std::string IssueRequest(const HttpRequest& request);
};

std::string role(Transport& transport) {
  std::string base = "http://169.254.169.254";
  auto put = HttpRequestBuilder("PUT", base + "/latest/api/token")
                 .AddHeader("X-aws-ec2-metadata-token-ttl-seconds: 21600")
                 .BuildRequest();
  std::string token = transport.IssueRequest(put);
  auto get = HttpRequestBuilder("GET", base + "/latest/meta-data/iam/info")
                 .AddHeader("X-aws-ec2-metadata-token: " + token)
                 .BuildRequest();
  return transport.IssueRequest(get); // expect: request.v2_get v2 survives
}
