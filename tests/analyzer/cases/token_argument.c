// A token is handed to whoever sends, next to the URL.
#include "acme/http.h"

struct session {
  char *token;
};

void renew(struct session *s) {
  acme_put("http://169.254.169.254/latest/api/token", &s->token);
}

void get(struct session *s) {
  acme_fetch("http://169.254.169.254/latest/meta-data/mac", s->token); // expect: request.v2_get v2 survives
}
