// The helper that adds the header does so in some builds only.
// lexical: differs the token reader goes through every side of an #if
#include <curl/curl.h>
#include <stdio.h>

static void add_token(struct curl_slist **list, const char *token) {
#ifdef USE_IMDSV2
  char line[300];
  snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", token);
  *list = curl_slist_append(*list, line);
#else
  (void)list;
  (void)token;
#endif
}

int ask(const char *token) {
  CURL *curl = curl_easy_init();
  struct curl_slist *list = NULL;
  add_token(&list, token);
  curl_easy_setopt(curl, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/iam/info");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
  return curl_easy_perform(curl); // expect: request.v1_fallback v1-fallback depends
}
