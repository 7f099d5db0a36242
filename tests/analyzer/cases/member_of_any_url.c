// One path kept in a struct for any URL is not asked by all who read it.
#include <curl/curl.h>

struct download {
  const char* url;
  int retries;
};

int fetch(struct download* d) {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, d->url);
  return curl_easy_perform(h);
}

int resume(struct download* d) {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, d->url);
  curl_easy_setopt(h, CURLOPT_RESUME_FROM, 100L);
  return curl_easy_perform(h);
}

int resume_all(struct download** list, int n) {
  int failed = 0;
  for (int i = 0; i < n; ++i)
    failed += resume(list[i]);
  return failed;
}

int region(void) {
  struct download d;
  d.url = "http://169.254.169.254/latest/meta-data/placement/region";
  d.retries = 3;
  return fetch(&d); // expect: libcurl.v1_get v1 breaks
}
