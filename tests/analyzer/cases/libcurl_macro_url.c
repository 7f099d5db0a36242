// Host and path are macros that the preprocessor joins.
// lexical: differs a C array or parameter loses its text
#include <curl/curl.h>
#define HOST "http://169.254.169.254"
#define META "/latest/meta-data"
#define URL(key) HOST META "/" key

void name(void) {
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, URL("hostname"));
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
