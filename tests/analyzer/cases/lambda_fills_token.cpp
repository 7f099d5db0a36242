// A write callback that captures by reference is all that fills the token.
#include <curlpp/Easy.hpp>
#include <curlpp/Options.hpp>
#include <list>
#include <string>

static std::string put_token() {
  try {
    curlpp::Easy easy;
    std::string token;
    easy.setOpt(curlpp::options::Url("http://169.254.169.254/latest/api/token"));
    easy.setOpt(curlpp::options::CustomRequest("PUT"));
    std::list<std::string> headers;
    headers.push_back("X-aws-ec2-metadata-token-ttl-seconds: 60");
    easy.setOpt(curlpp::options::HttpHeader(headers));
    curlpp::types::WriteFunctionFunctor keep =
        [&](char *buf, size_t size, size_t count) -> size_t {
      size_t length = size * count;
      if (length > 0)
        token.append(buf, length);
      return length;
    };
    easy.setOpt(curlpp::options::WriteFunction(keep));
    easy.perform();
    if (!token.empty())
      return token;
  } catch (const std::exception &) {
  }
  return std::string{};
}

class Fetch {
public:
  Fetch(const char *url, const std::string &token) {
    easy.setOpt(curlpp::options::Url(url));
    if (!token.empty()) {
      std::list<std::string> headers;
      headers.push_back("X-aws-ec2-metadata-token: " + token);
      easy.setOpt(curlpp::options::HttpHeader(headers));
    }
  }
  curlpp::Easy easy;
};

void id() {
  std::string token = put_token();
  Fetch fetch("http://169.254.169.254/latest/meta-data/instance-id", token);
  fetch.easy.perform(); // expect: request.v1_fallback v1-fallback survives
}
