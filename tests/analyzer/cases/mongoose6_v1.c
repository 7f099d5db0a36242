// Mongoose 6: connecting and asking are one call.
#include "mongoose.h"

static void on_event(struct mg_connection *nc, int ev, void *ev_data);

void ask(struct mg_mgr *mgr) {
  mg_connect_http(mgr, on_event, // expect: mongoose.v1_get v1 breaks
                  "http://169.254.169.254/latest/meta-data/instance-id", NULL,
                  NULL);
}
