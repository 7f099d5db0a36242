// The URL is joined from parts; the base comes from a cache, or is made.
#include "acme/http.h"

static const char *cached;
const char *acme_uri_concat(const char *base, ...);
void acme_http_fetch(const char *url);
struct request;
struct request *acme_request_new(const char *url);
void acme_task_get_context(struct request *r);

static const char *base(void) {
  if (acme_load(&cached))
    return acme_load(&cached);
  return "http://169.254.169.254";
}

void run(void) {
  const char *url = acme_uri_concat(base(), "2018-09-24", "/meta-data/mac");
  acme_task_get_context(acme_request_new(url));
  acme_http_fetch(url); // expect: request.v1_get v1 breaks
}
