// The request is made in a callback of the main loop, from its user data.
#include <curl/curl.h>
#include <gio/gio.h>

typedef struct {
  char *uri;
  struct curl_slist *headers;
} Request;

static gboolean on_idle(gpointer user_data) {
  Request *request = user_data;
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, request->uri);
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, request->headers);
  curl_easy_perform(h);
  return FALSE;
}

static void request_later(const char *uri, const char *const *headers) {
  Request *request = g_slice_new(Request);
  guint i;
  *request = (Request){.uri = g_strdup(uri), .headers = NULL};
  for (i = 0; headers && headers[i]; i++)
    request->headers = curl_slist_append(request->headers, headers[i]);
  g_idle_add(on_idle, request);
}

void detect(void) {
  request_later("http://169.254.169.254/latest/meta-data/", NULL); // expect: libcurl.v1_get v1 breaks
}
