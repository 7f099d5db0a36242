// A function that a table gives to anybody is no fallback.
#include "agent.h"

class Client {
public:
  std::string ask_plain() const {
    return http_.get( // expect: request.v1_get v1 breaks
        "http://169.254.169.254/latest/meta-data/instance-id");
  }

  std::string ask_securely() const {
    Request put(Method::PUT, "http://169.254.169.254/latest/api/token");
    put.setHeader("X-aws-ec2-metadata-token-ttl-seconds", "60");
    auto answer = http_.send(put);
    if (answer.status() != 200)
      return ask_plain();
    Request get(Method::GET,
                "http://169.254.169.254/latest/meta-data/instance-id");
    get.setHeader("X-aws-ec2-metadata-token", answer.body());
    return http_.send(get).body(); // expect: request.v2_get v2 survives
  }

private:
  Http http_;
};

struct Source {
  std::string (Client::*ask)() const;
};

const Source kSources[] = {{&Client::ask_plain}, {&Client::ask_securely}};
