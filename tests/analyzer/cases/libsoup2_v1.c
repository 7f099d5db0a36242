// libsoup 2: the message has verb and URL, the session sends it.
#include <libsoup/soup.h>

char *instance_id(void) {
  SoupSession *session = soup_session_new();
  SoupMessage *msg = soup_message_new(
      SOUP_METHOD_GET, "http://169.254.169.254/latest/meta-data/instance-id");
  guint status = soup_session_send_message(session, msg); // expect: libsoup.v1_get v1 breaks
  if (!SOUP_STATUS_IS_SUCCESSFUL(status))
    return NULL;
  return g_strdup(msg->response_body->data);
}
