// libsoup 2: the headers are a member of the message.
// negative: libsoup.v1_get
#include <libsoup/soup.h>

char *instance_id(SoupSession *session) {
  SoupMessage *put =
      soup_message_new("PUT", "http://169.254.169.254/latest/api/token");
  soup_message_headers_append(put->request_headers,
                              "X-aws-ec2-metadata-token-ttl-seconds", "21600");
  if (soup_session_send_message(session, put) != SOUP_STATUS_OK)
    return NULL;

  SoupMessage *get = soup_message_new(
      "GET", "http://169.254.169.254/latest/meta-data/instance-id");
  soup_message_headers_append(get->request_headers, "X-aws-ec2-metadata-token",
                              put->response_body->data);
  soup_session_send_message(session, get); // expect: request.v2_get v2 survives
  return g_strdup(get->response_body->data);
}
