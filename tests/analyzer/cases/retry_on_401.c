// Without a token first; a 401 makes it fetch one.
#include <curl/curl.h>
#include <stdio.h>

static long ask(const char *verb, const char *url, const char *header, char *out) {
  long status = 0;
  struct curl_slist *list = NULL;
  CURL *curl = curl_easy_init();
  if (header)
    list = curl_slist_append(list, header);
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, verb);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, out);
  if (curl_easy_perform(curl) == CURLE_OK)
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  curl_slist_free_all(list);
  curl_easy_cleanup(curl);
  return status;
}

int role(char *out) {
  const char *url = "http://169.254.169.254/latest/meta-data/iam/info";
  char token[256], header[300];
  long status = ask("GET", url, NULL, out); // expect: request.v1_fallback v1-fallback survives
  if (status == 401) {
    if (ask("PUT", "http://169.254.169.254/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds: 60", token) != 200)
      return -1;
    snprintf(header, sizeof header, "X-aws-ec2-metadata-token: %s", token);
    status = ask("GET", url, header, out); // expect: request.v2_get v2 survives
  }
  return status == 200 ? 0 : -1;
}
