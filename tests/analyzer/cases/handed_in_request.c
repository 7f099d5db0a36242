// A request that the caller handed in is set up and sent by an unseen library.
#include "zhttp.h"

struct agent {
  zhttp_client_t *client;
  zhttp_request_t *request;
};

void ask(struct agent *self) {
  zhttp_request_set_url(self->request, "http://example.com/ping");
  zhttp_request_send(self->request, self->client);
  zhttp_request_set_url(self->request,
                        "http://169.254.169.254/latest/meta-data/ami-id");
  zhttp_request_set_method(self->request, "GET");
  zhttp_request_send(self->request, self->client); // expect: request.v1_get v1 breaks
}
