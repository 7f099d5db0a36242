// A flag that the initialiser does not name is 0, where nobody sets it.
#include <curl/curl.h>
#include <stdbool.h>

struct options {
  const char *url;
  bool v2;
};

extern const char *token_line(void);

static int go(const struct options *o) {
  CURL *h = curl_easy_init();
  struct curl_slist *headers = NULL;
  if (o->v2)
    headers = curl_slist_append(headers, token_line());
  curl_easy_setopt(h, CURLOPT_URL, o->url);
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
  return curl_easy_perform(h);
}

int id(void) {
  struct options o = {.url = "http://169.254.169.254/latest/meta-data/instance-id"};
  return go(&o); // expect: libcurl.v1_get v1 breaks
}
