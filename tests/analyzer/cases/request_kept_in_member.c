// A request object that a member keeps is filled by one call and sent by another.
#include <wire/http.h>

struct agent {
  wire_client *client;
  wire_request *request;
};

static void got_role(struct agent *self, wire_response *response);

struct agent *agent_new(void) {
  struct agent *self = wire_alloc(sizeof(struct agent));
  self->client = wire_client_new();
  self->request = wire_request_new();
  return self;
}

void agent_ask_role(struct agent *self) {
  const char *url =
      "http://169.254.169.254/latest/meta-data/iam/security-credentials/";
  wire_request_set_url(self->request, url);
  wire_request_set_method(self->request, "GET");
  wire_request_send(self->request, self->client, got_role, self); // expect: request.v1_get v1 breaks
}
