// A token of something else goes with the request; IMDS is asked for another.
#include "http.h"

static char *imds_token(void) {
  return http_put("http://169.254.169.254/latest/api/token",
                  "X-aws-ec2-metadata-token-ttl-seconds: 60");
}

int register_node(const char *api, char *unused) {
  char *token = imds_token();
  (void)unused;
  return http_get("http://169.254.169.254/latest/meta-data/ami-id", token); // expect: request.v2_get v2 survives
}

int legacy(struct session *session) {
  return http_get("http://169.254.169.254/latest/meta-data/mac", session->login_token); // expect: request.review review depends
}
