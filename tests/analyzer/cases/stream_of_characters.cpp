// A URL is streamed with single characters between its parts.
#include <curl/curl.h>
#include <sstream>

void ask(const char *what) {
  std::ostringstream url;
  url << "http://169.254.169.254" << '/' << "latest" << '/' << "meta-data/" << what;
  CURL *curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url.str().c_str());
  curl_easy_perform(curl); // expect: libcurl.v1_get v1 breaks
}
