// Whether a file is there decides, asked in a helper: no failed PUT, so that nobody knows how it stands.
#include <curl/curl.h>
#include <stdio.h>
#include <unistd.h>

static char token[256];

static size_t keep(char *data, size_t size, size_t n, void *out) {
  snprintf(out, sizeof token, "%.*s", (int)(size * n), data);
  return size * n;
}

static void fetch_token(void) {
  CURL *h = curl_easy_init();
  struct curl_slist *ttl =
      curl_slist_append(NULL, "X-aws-ec2-metadata-token-ttl-seconds: 60");
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/api/token");
  curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, ttl);
  curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(h, CURLOPT_WRITEDATA, token);
  curl_easy_perform(h);
}

static int use_v2(void) { return access("/etc/use_imdsv2", F_OK) == 0; }

int ask_ami_id(void) {
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/ami-id");
  if (use_v2()) {
    char line[400];
    fetch_token();
    snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", token);
    curl_easy_setopt(h, CURLOPT_HTTPHEADER, curl_slist_append(NULL, line));
  }
  return curl_easy_perform(h); // expect: request.v1_fallback v1-fallback depends
}
