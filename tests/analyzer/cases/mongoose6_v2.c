// Mongoose 6: further headers are a text that comes with the call.
// negative: mongoose.v1_get
#include "mongoose.h"
#include <stdio.h>

static void on_event(struct mg_connection *nc, int ev, void *ev_data);

void ask(struct mg_mgr *mgr, const char *token) {
  char headers[256];
  snprintf(headers, sizeof(headers), "X-aws-ec2-metadata-token: %s\r\n", token);
  mg_connect_http(mgr, on_event, // expect: request.v2_get v2 survives
                  "http://169.254.169.254/latest/meta-data/instance-id",
                  headers, NULL);
}
