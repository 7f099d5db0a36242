// A header is put into a list by a pointer to the place where it belongs.
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

static struct curl_slist* insert(struct curl_slist* list, char* line) {
  struct curl_slist** place = &list;
  for (; *place; place = &(*place)->next) {
    if (strcmp((*place)->data, line) > 0)
      break;
  }
  struct curl_slist* item = malloc(sizeof *item);
  if (!item)
    return list;
  item->data = line;
  item->next = *place;
  *place = item;
  return list;
}

/* The first branch gives nothing out, the rest does. */
static int make_url(const char* name, char** out) {
  if (strlen(name) > 40) {
    *out = NULL;
    return -1;
  }
  *out = malloc(100);
  strcpy(*out, "http://169.254.169.254/latest/meta-data/");
  strcat(*out, name);
  return 0;
}

void role(CURL* h, const char* token) {
  char line[200] = "X-aws-ec2-metadata-token: ";
  struct curl_slist* headers = insert(NULL, strdup(strcat(line, token)));
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/user-data");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
  curl_easy_perform(h); // expect: request.v2_get v2 survives
}

void address(CURL* h) {
  char* url = NULL;
  if (make_url("local-ipv4", &url))
    return;
  curl_easy_setopt(h, CURLOPT_URL, url);
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
