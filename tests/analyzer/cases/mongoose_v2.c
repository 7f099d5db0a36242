// Mongoose 7: one connection, the token is printed into the second head.
// negative: mongoose.v1_get
#include "mongoose.h"

struct state {
  char token[128];
};

static void on_event(struct mg_connection *c, int ev, void *ev_data) {
  struct state *s = (struct state *)c->fn_data;
  if (ev == MG_EV_CONNECT) {
    mg_printf(c, "PUT /latest/api/token HTTP/1.1\r\n"
                 "Host: 169.254.169.254\r\n"
                 "X-aws-ec2-metadata-token-ttl-seconds: 21600\r\n"
                 "Content-Length: 0\r\n\r\n");
  } else if (ev == MG_EV_HTTP_MSG && s->token[0] == '\0') {
    struct mg_http_message *hm = (struct mg_http_message *)ev_data;
    mg_snprintf(s->token, sizeof(s->token), "%.*s", (int)hm->body.len,
                hm->body.buf);
    mg_printf(c, // expect: request.v2_get v2 survives
              "GET /latest/meta-data/instance-id HTTP/1.1\r\n"
              "Host: 169.254.169.254\r\n"
              "X-aws-ec2-metadata-token: %s\r\n\r\n",
              s->token);
  }
}

void ask(struct mg_mgr *mgr, struct state *s) {
  mg_http_connect(mgr, "http://169.254.169.254", on_event, s);
}
