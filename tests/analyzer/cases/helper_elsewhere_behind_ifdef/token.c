#include "token.h"

#include <curl/curl.h>
#include <stdio.h>

void add_token(struct curl_slist **list, const char *token) {
#ifdef USE_IMDSV2
  char line[300];
  snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", token);
  *list = curl_slist_append(*list, line);
#endif
}
