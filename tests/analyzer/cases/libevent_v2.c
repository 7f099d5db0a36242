// libevent: the callback of the PUT asks the next one with what it got.
// negative: libevent.v1_get
#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <string.h>

struct metadata {
  struct evhttp_connection *conn;
  char token[128];
};

static void on_id(struct evhttp_request *req, void *arg);

static void on_token(struct evhttp_request *req, void *arg) {
  struct metadata *m = arg;
  if (!req || evhttp_request_get_response_code(req) != HTTP_OK)
    return;
  evbuffer_remove(evhttp_request_get_input_buffer(req), m->token,
                  sizeof(m->token) - 1);
  struct evhttp_request *get = evhttp_request_new(on_id, m);
  struct evkeyvalq *headers = evhttp_request_get_output_headers(get);
  evhttp_add_header(headers, "X-aws-ec2-metadata-token", m->token);
  evhttp_make_request(m->conn, get, EVHTTP_REQ_GET, // expect: request.v2_get v2 survives
                      "/latest/meta-data/instance-id");
}

int ask(struct event_base *base, struct metadata *m) {
  m->conn = evhttp_connection_base_new(base, NULL, "169.254.169.254", 80);
  struct evhttp_request *put = evhttp_request_new(on_token, m);
  evhttp_add_header(evhttp_request_get_output_headers(put),
                    "X-aws-ec2-metadata-token-ttl-seconds", "21600");
  return evhttp_make_request(m->conn, put, EVHTTP_REQ_PUT,
                             "/latest/api/token");
}
