// A list's head that points to itself is read once, and its element is followed.
#include <curl/curl.h>

struct entry {
  const char *url;
  struct entry *next;
  struct entry **tail;
};

static struct entry head = {
    "http://169.254.169.254/latest/meta-data/ami-id", &head, &head.next};

void ask(void) {
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, head.url);
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
