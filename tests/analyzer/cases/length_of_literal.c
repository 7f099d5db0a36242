// Memory is measured by a literal that stands once more where it is asked for.
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int credentials(const char *role, struct curl_slist *more) {
  CURL *h = curl_easy_init();
  char *url = malloc(strlen("http://169.254.169.254/latest/meta-data/iam/security-credentials/") + strlen(role) + 1);
  struct curl_slist *list = curl_slist_append(more, "Accept: */*");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(h, CURLOPT_TIMEOUT, 2L);
  sprintf(url, "http://169.254.169.254/latest/meta-data/iam/security-credentials/%s", role);
  curl_easy_setopt(h, CURLOPT_URL, url);
  return curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
