// libsoup 3: the token comes to a callback, which asks for the data.
// negative: libsoup.v1_get
#include <libsoup/soup.h>

typedef struct {
  SoupSession *session;
  SoupMessage *msg;
} State;

static void on_id(GObject *source, GAsyncResult *result, gpointer data) {
  GBytes *bytes = soup_session_send_and_read_finish(SOUP_SESSION(source), result, NULL);
  g_print("%s", (const char *)g_bytes_get_data(bytes, NULL));
}

static void on_token(GObject *source, GAsyncResult *result, gpointer data) {
  State *s = data;
  GError *error = NULL;
  GBytes *bytes = soup_session_send_and_read_finish(s->session, result, &error);
  if (bytes == NULL)
    return;
  SoupMessage *get = soup_message_new("GET", "http://169.254.169.254/latest/meta-data/instance-id");
  soup_message_headers_append(soup_message_get_request_headers(get), "X-aws-ec2-metadata-token",
                              g_bytes_get_data(bytes, NULL));
  soup_session_send_and_read_async(s->session, get, G_PRIORITY_DEFAULT, NULL, on_id, s); // expect: request.v2_get v2 survives
}

void start(State *s) {
  SoupMessage *put = soup_message_new("PUT", "http://169.254.169.254/latest/api/token");
  soup_message_headers_append(soup_message_get_request_headers(put),
                              "X-aws-ec2-metadata-token-ttl-seconds", "21600");
  soup_session_send_and_read_async(s->session, put, G_PRIORITY_DEFAULT, NULL, on_token, s);
}
