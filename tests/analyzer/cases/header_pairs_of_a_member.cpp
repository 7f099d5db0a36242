// Pairs are pushed into a list that is a member of the request.
#include <string>
#include <utility>
#include <vector>

struct Request {
  std::string method = "GET";
  std::string host;
  std::string path = "/";
  std::vector<std::pair<std::string, std::string>> headers;
};

struct Response {
  int status = 0;
  std::string body;
  std::string error;
  bool ok() const { return error.empty() && status == 200; }
};

Response perform(const Request &request);

class Imds {
public:
  std::string id() { return get("/latest/meta-data/instance-id"); } // expect: request.v2_get v2 survives

private:
  std::string token() {
    if (!token_.empty())
      return token_;
    Request request;
    request.method = "PUT";
    request.host = "169.254.169.254";
    request.path = "/latest/api/token";
    request.headers.push_back({"X-aws-ec2-metadata-token-ttl-seconds", "60"});
    Response response = perform(request);
    if (!response.ok() || response.body.empty())
      return "";
    token_ = response.body;
    return token_;
  }

  std::string get(const std::string &path) {
    std::string token = this->token();
    if (token.empty())
      return "";
    Request request;
    request.host = "169.254.169.254";
    request.path = path;
    request.headers.push_back({"X-aws-ec2-metadata-token", token});
    return perform(request).body;
  }

  std::string token_;
};

int main() { return int(Imds().id().size()); }
