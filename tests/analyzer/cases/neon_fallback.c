// neon: the header is added where the PUT worked.
#include <ne_request.h>
#include <ne_session.h>

static int keep(void *data, const char *block, size_t size);

int id(char *out) {
  char token[128] = "";
  ne_session *session = ne_session_create("http", "169.254.169.254", 80);
  ne_request *put = ne_request_create(session, "PUT", "/latest/api/token");
  ne_add_request_header(put, "X-aws-ec2-metadata-token-ttl-seconds", "60");
  ne_add_response_body_reader(put, ne_accept_2xx, keep, token);
  int ok = ne_request_dispatch(put) == NE_OK && ne_get_status(put)->code == 200;
  ne_request_destroy(put);
  ne_request *get = ne_request_create(session, "GET", "/latest/meta-data/instance-id");
  if (ok)
    ne_add_request_header(get, "X-aws-ec2-metadata-token", token);
  ne_add_response_body_reader(get, ne_accept_2xx, keep, out);
  int rc = ne_request_dispatch(get); // expect: request.v1_fallback v1-fallback survives
  ne_request_destroy(get);
  ne_session_destroy(session);
  return rc;
}
