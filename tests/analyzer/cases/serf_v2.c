// serf: one setup for both requests, the baton says which.
// negative: serf.v1_get
#include <serf.h>

struct baton {
  const char *method;
  const char *path;
  const char *header;
  const char *value;
  char token[128];
};

static apr_status_t setup_request(serf_request_t *request, void *setup_baton,
                                  serf_bucket_t **req_bkt,
                                  serf_response_acceptor_t *acceptor,
                                  void **acceptor_baton,
                                  serf_response_handler_t *handler,
                                  void **handler_baton, apr_pool_t *pool) {
  struct baton *b = setup_baton;
  *req_bkt = serf_request_bucket_request_create(
      request, b->method, b->path, NULL, serf_request_get_alloc(request));
  serf_bucket_t *headers = serf_bucket_request_get_headers(*req_bkt);
  serf_bucket_headers_setn(headers, "Host", "169.254.169.254");
  serf_bucket_headers_setn(headers, b->header, b->value);
  return APR_SUCCESS;
}

void ask_token(serf_connection_t *connection, struct baton *b) {
  b->method = "PUT";
  b->path = "/latest/api/token";
  b->header = "X-aws-ec2-metadata-token-ttl-seconds";
  b->value = "21600";
  serf_connection_request_create(connection, setup_request, b);
}

void ask_id(serf_connection_t *connection, struct baton *b) {
  b->method = "GET";
  b->path = "/latest/meta-data/instance-id";
  b->header = "X-aws-ec2-metadata-token";
  b->value = b->token;
  serf_connection_request_create(connection, setup_request, b); // expect: request.v2_get v2 survives
}
