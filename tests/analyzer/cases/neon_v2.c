// neon: headers are added to the request.
// negative: neon.v1_get
#include <ne_request.h>
#include <ne_session.h>

static int s_read(void *into, const char *data, size_t length);

int instance_id(char *token, char *id) {
  ne_session *session = ne_session_create("http", "169.254.169.254", 80);
  ne_request *put = ne_request_create(session, "PUT", "/latest/api/token");
  ne_add_request_header(put, "X-aws-ec2-metadata-token-ttl-seconds", "21600");
  ne_add_response_body_reader(put, ne_accept_2xx, s_read, token);
  if (ne_request_dispatch(put) != NE_OK)
    return -1;

  ne_request *get =
      ne_request_create(session, "GET", "/latest/meta-data/instance-id");
  ne_print_request_header(get, "X-aws-ec2-metadata-token", "%s", token);
  ne_add_response_body_reader(get, ne_accept_2xx, s_read, id);
  return ne_request_dispatch(get); // expect: request.v2_get v2 survives
}
