// neon: the session has the host, the request verb and path.
#include <ne_request.h>
#include <ne_session.h>

int instance_id(char *into, size_t size) {
  ne_session *session = ne_session_create("http", "169.254.169.254", 80);
  ne_request *request =
      ne_request_create(session, "GET", "/latest/meta-data/instance-id");
  int failed = ne_begin_request(request); // expect: neon.v1_get v1 breaks
  if (failed == NE_OK && ne_get_status(request)->klass == 2)
    ne_read_response_block(request, into, size);
  ne_end_request(request);
  ne_request_destroy(request);
  ne_session_destroy(session);
  return failed;
}
