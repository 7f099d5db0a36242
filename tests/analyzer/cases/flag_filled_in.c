// A flag that the initialiser does not name may be set by whom it is shown to.
#include <curl/curl.h>
#include <stdbool.h>
#include <stdio.h>

struct options {
  const char *url;
  bool v2;
};

int put_token(char *token, size_t size);

static int go(const struct options *o) {
  CURL *h = curl_easy_init();
  struct curl_slist *headers = NULL;
  if (o->v2) {
    char token[64], line[128];
    if (put_token(token, sizeof token) != 0)
      return -1;
    snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", token);
    headers = curl_slist_append(headers, line);
  }
  curl_easy_setopt(h, CURLOPT_URL, o->url);
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
  return curl_easy_perform(h);
}

int id_of_library(struct parser *parser) {
  struct options o = {.url = "http://169.254.169.254/latest/meta-data/mac"};
  parser_fill(parser, &o);
  return go(&o); // expect: request.v1_fallback v1-fallback depends
}
