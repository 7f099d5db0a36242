// A method that a failed token or a switch leads to depends on it.
#include "agent.h"

class Client {
public:
  std::string get_plain() const {
    return http_.get( // expect: request.v1_fallback v1-fallback depends
        endpoint_ + "/latest/meta-data/iam/security-credentials");
  }

  std::string get_securely() const {
    Request put(Method::PUT, endpoint_ + "/latest/api/token");
    put.setHeader("X-aws-ec2-metadata-token-ttl-seconds", "60");
    auto answer = http_.send(put);
    if (answer.status() != 200)
      return get_plain();
    Request get(Method::GET, endpoint_ + "/latest/meta-data/iam/"
                                         "security-credentials");
    get.setHeader("X-aws-ec2-metadata-token", answer.body());
    return http_.send(get).body(); // expect: request.v2_get v2 survives
  }

private:
  std::string endpoint_ = "http://169.254.169.254";
  Http http_;
};

class Loader {
public:
  Loader(const Client& client, bool secure)
      : client_(client), use_secure_pull_(secure) {}
  std::string load() {
    return use_secure_pull_ ? client_.get_securely() : client_.get_plain();
  }

private:
  Client client_;
  bool use_secure_pull_;
};
