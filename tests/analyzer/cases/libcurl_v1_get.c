// A handle that is given the endpoint and no token header is a v1 request.
#include <curl/curl.h>

int role(void) {
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/iam/info");
  int rc = curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
  curl_easy_cleanup(h);
  return rc;
}
