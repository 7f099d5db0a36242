// A comment allows a request that is known and wanted.
#include <curl/curl.h>

void get() {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/meta-data/");
  // imds-ready: allow(libcurl.v1_get) runs on OpenStack only
  curl_easy_perform(h);
}
