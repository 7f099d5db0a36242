#include <string.h>
#include <curl/curl.h>
#include <stdio.h>

int ask_plainly(void) {
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/meta-data/mac");
  return curl_easy_perform(h); // expect: request.v1_fallback v1-fallback survives
}

static int put(char *token) {
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/api/token");
  curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, curl_slist_append(NULL, "X-aws-ec2-metadata-token-ttl-seconds: 60"));
  curl_easy_setopt(h, CURLOPT_WRITEDATA, token);
  return curl_easy_perform(h);
}

static int ask_securely(void) {
  char token[200] = "", line[300];
  if (put(token) != 0)
    return -1;
  CURL *h = curl_easy_init();
  snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", token);
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/meta-data/mac");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, curl_slist_append(NULL, line));
  return curl_easy_perform(h); // expect: request.v2_get v2 survives
}

int main(void) {
  if (ask_securely() != 0)
    return ask_plainly();
  return 0;
}
