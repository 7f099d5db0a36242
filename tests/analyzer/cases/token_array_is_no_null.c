// if (token) asks whether a pointer is null, and an array's address never is.
#include <curl/curl.h>
#include <stdio.h>

struct buffer {
  char *data;
  size_t size;
};

static int call(const char *url, const char *token, int put, char *out,
                size_t size) {
  CURL *h = curl_easy_init();
  struct curl_slist *headers = NULL;
  struct buffer buffer = {NULL, 0};
  curl_easy_setopt(h, CURLOPT_URL, url);
  curl_easy_setopt(h, CURLOPT_WRITEDATA, &buffer);
  if (put) {
    curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
    headers = curl_slist_append(headers,
                                "X-aws-ec2-metadata-token-ttl-seconds: 60");
  }
  if (token) {
    char line[256];
    snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", token);
    headers = curl_slist_append(headers, line);
  }
  if (headers)
    curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
  if (curl_easy_perform(h) != CURLE_OK)
    return -1;
  snprintf(out, size, "%s", buffer.data);
  return 0;
}

int id(char *out, size_t size) {
  char token[128] = "";
  if (call("http://169.254.169.254/latest/api/token", NULL, 1, token,
           sizeof token) != 0)
    return -1;
  if (!token[0])
    return -1;
  return call( // expect: request.v2_get v2 survives
      "http://169.254.169.254/latest/meta-data/ami-id", token, 0, out, size);
}
