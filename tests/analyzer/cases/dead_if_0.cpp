// Code that the preprocessor removes asks nothing.
#include <curl/curl.h>

void get() {
#if 0
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/meta-data/");
  curl_easy_perform(h);
#endif
}
