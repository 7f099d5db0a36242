// Mongoose 7: the handler prints the request when the connection is there.
#include "mongoose.h"

static const char *s_url =
    "http://169.254.169.254/latest/meta-data/instance-id";

static void on_event(struct mg_connection *c, int ev, void *ev_data) {
  if (ev == MG_EV_CONNECT) {
    struct mg_str host = mg_url_host(s_url);
    mg_printf(c, // expect: mongoose.v1_get v1 breaks
              "GET %s HTTP/1.0\r\n"
              "Host: %.*s\r\n"
              "\r\n",
              mg_url_uri(s_url), (int)host.len, host.buf);
  } else if (ev == MG_EV_HTTP_MSG) {
    struct mg_http_message *hm = (struct mg_http_message *)ev_data;
    printf("%.*s", (int)hm->body.len, hm->body.buf);
    c->is_closing = 1;
  }
}

int main(void) {
  struct mg_mgr mgr;
  mg_mgr_init(&mgr);
  mg_http_connect(&mgr, s_url, on_event, NULL);
  for (;;)
    mg_mgr_poll(&mgr, 1000);
}
