// libevent: the callback of the PUT makes the GET.
// negative: libevent.v1_get
#include <event2/buffer.h>
#include <event2/http.h>

struct imds {
  struct evhttp_connection *conn;
};

static void on_id(struct evhttp_request *req, void *arg) {}

static void on_token(struct evhttp_request *req, void *arg) {
  struct imds *imds = arg;
  char token[128];
  if (!req || evhttp_request_get_response_code(req) != 200)
    return;
  int n = evbuffer_remove(evhttp_request_get_input_buffer(req), token, sizeof token - 1);
  token[n] = '\0';
  struct evhttp_request *get = evhttp_request_new(on_id, imds);
  evhttp_add_header(evhttp_request_get_output_headers(get), "X-aws-ec2-metadata-token", token);
  evhttp_make_request(imds->conn, get, EVHTTP_REQ_GET, "/latest/meta-data/instance-id"); // expect: request.v2_get v2 survives
}

void start(struct event_base *base, struct imds *imds) {
  imds->conn = evhttp_connection_base_new(base, NULL, "169.254.169.254", 80);
  struct evhttp_request *put = evhttp_request_new(on_token, imds);
  evhttp_add_header(evhttp_request_get_output_headers(put), "X-aws-ec2-metadata-token-ttl-seconds", "60");
  evhttp_make_request(imds->conn, put, EVHTTP_REQ_PUT, "/latest/api/token");
}
