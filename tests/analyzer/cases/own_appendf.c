// A function of one's own that appends by a format is read, whatever it is named like.
#include <curl/curl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *str_appendf(char *text, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int more = vsnprintf(NULL, 0, format, args);
  va_end(args);
  size_t old = text ? strlen(text) : 0;
  char *grown = realloc(text, old + (size_t)more + 1);
  va_start(args, format);
  vsnprintf(grown + old, (size_t)more + 1, format, args);
  va_end(args);
  return grown;
}

static const char *base(void) {
  const char *other = getenv("METADATA_BASE");
  return other && other[0] ? other : "http://169.254.169.254";
}

int zone(void) {
  CURL *h = curl_easy_init();
  char *url = str_appendf(NULL, "%s/latest/meta-data/placement/availability-zone", base());
  curl_easy_setopt(h, CURLOPT_URL, url);
  return curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
