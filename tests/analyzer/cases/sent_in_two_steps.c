// A request that one call makes and another waits for is one request.
#include <wire/http.h>

struct response *role(struct wire_client *client) {
  struct wire_request *request = wire_request_new(
      client, "GET",
      "http://169.254.169.254/latest/meta-data/iam/security-credentials/");
  return wire_request_response(request); // expect: request.v1_get v1 breaks
}
