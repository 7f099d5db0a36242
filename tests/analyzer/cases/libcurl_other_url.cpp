// Requests elsewhere are no finding, whatever they lack.
#include <curl/curl.h>

void ping() {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.170.2/v2/metadata");
  curl_easy_perform(h);
  curl_easy_setopt(h, CURLOPT_URL, "https://example.com/latest/meta-data");
  curl_easy_perform(h);
}
