// The request leaves through a function pointer in a table.
// lexical: differs the pointer in a table is not followed
#include <curl/curl.h>

struct transport {
  int (*get)(const char *url);
};

static int get_with_curl(const char *url) {
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url);
  return curl_easy_perform(h);
}

static const struct transport kCurl = {.get = get_with_curl};

int id(const struct transport *t) {
  return t->get("http://169.254.169.254/latest/meta-data/instance-id"); // expect: libcurl.v1_get v1 breaks
}
