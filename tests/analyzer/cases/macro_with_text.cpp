// A macro that names a namespace is not defined as 1 to see what it hides.
#include <curl/curl.h>
#include <string>

#ifdef OWN_NAMESPACE
namespace OWN_NAMESPACE {
#endif

#ifdef WITH_CURL
int read_id() {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/instance-id");
  return curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
#endif

#ifdef OWN_NAMESPACE
}
#endif
