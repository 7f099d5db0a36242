// An alias of a namespace of the tree leads to the tree's own function.
#include <curl/curl.h>
#include <string>

namespace corp::net {
int fetch(const std::string& url) {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  return curl_easy_perform(h);
}
} // namespace corp::net

namespace net = corp::net;

int zone() {
  return net::fetch("http://169.254.169.254/latest/meta-data/placement/region"); // expect: libcurl.v1_get v1 breaks
}
