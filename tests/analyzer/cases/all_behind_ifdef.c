// Who asks is behind the macro of the helper, too: never one without the other.
#include <curl/curl.h>
#include <stdio.h>

static void add_token(struct curl_slist **list, const char *token) {
#ifdef USE_IMDSV2
  char line[300];
  snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", token);
  *list = curl_slist_append(*list, line);
#endif
}

int ask(const char *token) {
#ifdef USE_IMDSV2
  CURL *curl = curl_easy_init();
  struct curl_slist *list = NULL;
  add_token(&list, token);
  curl_easy_setopt(curl, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/iam/info");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
  return curl_easy_perform(curl); // expect: request.v2_get v2 survives
#else
  return -1;
#endif
}
