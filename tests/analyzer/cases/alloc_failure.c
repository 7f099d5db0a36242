// That memory ran out is no switch: who has no header asks nothing.
// negative: libcurl.v1_get
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

int instance_id(CURL *curl, const char *token) {
  char *line;
  struct curl_slist *headers = NULL, *more;
  if (!(line = malloc(300)))
    return -1;
  snprintf(line, 300, "X-aws-ec2-metadata-token: %s", token);
  more = curl_slist_append(headers, line);
  if (!more) {
    free(line);
    return -1;
  }
  headers = more;
  curl_easy_setopt(curl, CURLOPT_URL, "http://169.254.169.254/latest/meta-data/instance-id");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  int rc = curl_easy_perform(curl); // expect: request.v2_get v2 survives
  curl_slist_free_all(headers);
  free(line);
  return rc;
}
