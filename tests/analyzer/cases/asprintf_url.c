// asprintf allocates the URL.
#define _GNU_SOURCE
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

int get(const char *role) {
  char *url = NULL;
  if (asprintf(&url,
               "http://169.254.169.254/latest/meta-data/iam/"
               "security-credentials/%s",
               role) < 0)
    return -1;
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url);
  int rc = curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
  free(url);
  return rc;
}
