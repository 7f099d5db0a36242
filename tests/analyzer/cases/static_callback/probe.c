// A static function is handed to a loop of another file, which calls it.
#include "poll.h"
#include <curl/curl.h>

static int start(void *data) {
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, (const char *)data);
  return curl_easy_perform(h);
}

int region(void) {
  return poll_until(start, // expect: libcurl.v1_get v1 breaks
                    (void *)"http://169.254.169.254/latest/meta-data/placement/region");
}
