// A member is called without its last argument, whose default no one read.
#include "acme/status.h"
#include "acme/metadata.h"
#include <curl/curl.h>
#include <string>

namespace acme {

Status Metadata::fetch(const std::string& url, Millis timeout,
                       std::string* out) {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  curl_easy_setopt(h, CURLOPT_WRITEDATA, out);
  return curl_easy_perform(h);
}

Status Metadata::init() {
  return fetch( // expect: libcurl.v1_get v1 breaks
      "http://169.254.169.254/latest/meta-data/instance-id", kSecond);
}

} // namespace acme
