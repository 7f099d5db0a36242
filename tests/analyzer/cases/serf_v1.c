// serf: the library calls back for the request that it is to send.
#include <serf.h>

static apr_status_t setup_request(serf_request_t *request, void *baton,
                                  serf_bucket_t **req_bkt,
                                  serf_response_acceptor_t *acceptor,
                                  void **acceptor_baton,
                                  serf_response_handler_t *handler,
                                  void **handler_baton, apr_pool_t *pool) {
  *req_bkt = serf_request_bucket_request_create( // expect: serf.v1_get v1 breaks
      request, "GET", "/latest/meta-data/instance-id", NULL,
      serf_request_get_alloc(request));
  serf_bucket_t *headers = serf_bucket_request_get_headers(*req_bkt);
  serf_bucket_headers_setn(headers, "Host", "169.254.169.254");
  return APR_SUCCESS;
}

void ask(serf_connection_t *connection) {
  serf_connection_request_create(connection, setup_request, NULL);
}
