// libevent: the Host header names the address once more.
#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>

static void on_done(struct evhttp_request *req, void *arg);

int ask(struct event_base *base) {
  struct evhttp_connection *conn =
      evhttp_connection_base_new(base, NULL, "169.254.169.254", 80);
  struct evhttp_request *req = evhttp_request_new(on_done, base);
  struct evkeyvalq *headers = evhttp_request_get_output_headers(req);
  evhttp_add_header(headers, "Host", "169.254.169.254");
  evhttp_add_header(headers, "Connection", "close");
  return evhttp_make_request(conn, req, EVHTTP_REQ_GET, // expect: libevent.v1_get v1 breaks
                             "/latest/meta-data/instance-id");
}
