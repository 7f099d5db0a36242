// A request that is written by an alias of a template is made, not sent, where it stands.
#include "beast.h"
#include <string>

namespace net {
template <typename Message> class BasicRequest : public Message {
public:
  explicit BasicRequest(const std::string& url) : Message(), url_(url) {}
  void header(const std::string& name, const std::string& value) {
    this->set(name, value);
  }

private:
  std::string url_;
};
typedef BasicRequest<beast::message> Request;
} // namespace net

std::string mac(const std::string& token) {
  net::Request request("http://169.254.169.254/latest/meta-data/mac");
  request.header("X-aws-ec2-metadata-token", token);
  return http_client().get(request).body(); // expect: request.v2_get v2 survives
}
