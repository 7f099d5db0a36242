// A table of requests: path, header and verb are columns.
#include "acme/http.h"

struct Step {
  const char* verb;
  const char* path;
  const char* header;
};

static const Step kSteps[] = {
    {"PUT", "/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds: 60"},
    {"GET", "/latest/meta-data/instance-id", "X-aws-ec2-metadata-token: "},
};

void run(const std::string& token) {
  for (const Step& step : kSteps) {
    std::string header = step.header;
    header += token;
    acme::http_send(step.verb, "169.254.169.254", step.path, header.c_str()); // expect: request.v2_get v2 survives
  }
}
