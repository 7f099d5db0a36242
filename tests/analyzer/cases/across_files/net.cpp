#include "url.h"
#include <curl/curl.h>
namespace net {
const std::string kMetadata = "http://169.254.169.254/latest/meta-data/";
int get(const std::string& url) {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  return curl_easy_perform(h);
}
} // namespace net
