// A function that a table gives to anybody is no fallback.
#include <curl/curl.h>
#include <stdio.h>
#include <string.h>
size_t keep(char* p, size_t n, size_t m, void* u);
int ask_v1(char* out) {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/instance-id");
  curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(h, CURLOPT_WRITEDATA, out);
  int rc = curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
  curl_easy_cleanup(h);
  return rc;
}
static int get_token(char* token) {
  CURL* h = curl_easy_init();
  struct curl_slist* l =
      curl_slist_append(NULL, "X-aws-ec2-metadata-token-ttl-seconds: 60");
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/api/token");
  curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, l);
  curl_easy_setopt(h, CURLOPT_WRITEDATA, token);
  int rc = curl_easy_perform(h);
  curl_easy_cleanup(h);
  return rc;
}
static int ask_v2(char* out) {
  char token[200] = "", line[300];
  if (get_token(token) != 0)
    return -1;
  CURL* h = curl_easy_init();
  snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", token);
  struct curl_slist* l = curl_slist_append(NULL, line);
  curl_easy_setopt(h, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/instance-id");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, l);
  curl_easy_setopt(h, CURLOPT_WRITEDATA, out);
  int rc = curl_easy_perform(h); // expect: request.v2_get v2 survives
  curl_easy_cleanup(h);
  return rc;
}
struct source {
  int (*ask)(char* out);
};
struct source source = {.ask = ask_v1};
int main(void) {
  char id[100] = "";
  if (ask_v2(id) != 0)
    ask_v1(id);
  puts(id);
}
