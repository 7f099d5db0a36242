// A request explains its own address, and not another that stands just below.
// unexplained: 2
#include <curl/curl.h>

const char *other;

void ask(CURL *h) {
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/meta-data/");
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
  other = "http://169.254.169.254/latest/user-data";
}
