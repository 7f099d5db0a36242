// The PUT must work for this to go on, and its token reaches no request.
#include <curl/curl.h>

size_t keep(char *data, size_t size, size_t n, void *to);

int zone(char *out) {
  char token[256];
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/api/token");
  curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(h, CURLOPT_WRITEDATA, token);
  if (curl_easy_perform(h) != CURLE_OK)
    return -1;
  CURL *get = curl_easy_init();
  curl_easy_setopt(get, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/placement/region");
  curl_easy_setopt(get, CURLOPT_WRITEDATA, out);
  return curl_easy_perform(get); // expect: libcurl.v1_get v1 breaks
}
