// A copy of a list of headers is the list.
#include <curl/curl.h>
#include <glib.h>

struct request {
  char *uri;
  char **headers;
};

static int perform(struct request *r) {
  CURL *h = curl_easy_init();
  struct curl_slist *list = NULL;
  for (int i = 0; r->headers && r->headers[i]; ++i)
    list = curl_slist_append(list, r->headers[i]);
  curl_easy_setopt(h, CURLOPT_URL, r->uri);
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  return curl_easy_perform(h);
}

static int get(const char *uri, char **headers) {
  struct request r = {g_strdup(uri), g_strdupv(headers)};
  return perform(&r);
}

int role(const char *token) {
  char *line = g_strconcat("X-aws-ec2-metadata-token: ", token, NULL);
  char *headers[] = {line, NULL};
  return get("http://169.254.169.254/latest/meta-data/iam/info", headers); // expect: request.v2_get v2 survives
}

int region(void) {
  return get("http://169.254.169.254/latest/meta-data/placement/region", NULL); // expect: libcurl.v1_get v1 breaks
}
