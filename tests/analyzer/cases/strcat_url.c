// strcpy and strcat fill a buffer.
#include <curl/curl.h>
#include <string.h>

int get(const char *key) {
  char url[256];
  strcpy(url, "http://169.254.169.254");
  strcat(url, "/latest/meta-data/");
  strcat(url, key);
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url);
  return curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
