// A wrapper takes a header's value as a format and further arguments.
#include <curl/curl.h>
#include <stdarg.h>
#include <stdio.h>

static int http_read(const char *verb, const char *url, const char *name,
                     const char *format, ...) {
  CURL *h = curl_easy_init();
  struct curl_slist *list = NULL;
  curl_easy_setopt(h, CURLOPT_URL, url);
  curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, verb);
  if (name != NULL) {
    char value[256], line[512];
    va_list args;
    va_start(args, format);
    vsnprintf(value, sizeof value, format, args);
    va_end(args);
    snprintf(line, sizeof line, "%s: %s", name, value);
    list = curl_slist_append(list, line);
    curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  }
  return curl_easy_perform(h);
}

int zone(void) {
  return http_read("GET", // expect: libcurl.v1_get v1 breaks
                   "http://169.254.169.254/latest/meta-data/placement/region",
                   NULL, NULL);
}

int role(const char *token) {
  return http_read("GET", // expect: request.v2_get v2 survives
                   "http://169.254.169.254/latest/meta-data/iam/info",
                   "X-aws-ec2-metadata-token", "%s", token);
}
