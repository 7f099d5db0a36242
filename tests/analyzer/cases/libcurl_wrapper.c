// Two calls of one wrapper are two findings, each at its own call.
#include <curl/curl.h>

static int fetch(const char *url) {
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url);
  int rc = curl_easy_perform(h);
  curl_easy_cleanup(h);
  return rc;
}

void both(void) {
  fetch("http://169.254.169.254/latest/meta-data/ami-id"); // expect: libcurl.v1_get v1 breaks
  fetch("http://169.254.169.254/latest/user-data"); // expect: libcurl.v1_get v1 breaks
  fetch("http://example.com/");
}
