// libsoup 3: the answer is bytes, the URL is joined from two.
#include <libsoup/soup.h>

#define METADATA "http://169.254.169.254/latest/meta-data/"

GBytes *metadata(SoupSession *session, const char *key, GError **error) {
  g_autofree char *uri = g_strconcat(METADATA, key, NULL);
  g_autoptr(SoupMessage) msg = soup_message_new("GET", uri);
  return soup_session_send_and_read(session, msg, NULL, error); // expect: libsoup.v1_get v1 breaks
}
