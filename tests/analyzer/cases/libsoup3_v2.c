// libsoup 3: the headers are asked for by a getter.
// negative: libsoup.v1_get
#include <libsoup/soup.h>

static GBytes *ask(SoupSession *session, const char *method, const char *path,
                   const char *name, const char *value) {
  g_autofree char *uri = g_strdup_printf("http://169.254.169.254%s", path);
  g_autoptr(SoupMessage) msg = soup_message_new(method, uri);
  soup_message_headers_append(soup_message_get_request_headers(msg), name,
                              value);
  return soup_session_send_and_read(session, msg, NULL, NULL);
}

GBytes *instance_id(SoupSession *session) {
  g_autoptr(GBytes) token =
      ask(session, SOUP_METHOD_PUT, "/latest/api/token",
          "X-aws-ec2-metadata-token-ttl-seconds", "21600");
  return ask(session, SOUP_METHOD_GET, "/latest/meta-data/instance-id", // expect: request.v2_get v2 survives
             "X-aws-ec2-metadata-token", g_bytes_get_data(token, NULL));
}
