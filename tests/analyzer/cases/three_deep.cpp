// The URL passes through three functions of the program's own.
#include <curl/curl.h>
#include <string>

namespace net {
int send(const std::string& url, curl_slist* headers) {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
  return curl_easy_perform(h);
}
int get(const std::string& url) { return send(url, nullptr); }
} // namespace net

class Ec2 {
public:
  int read(const std::string& key) {
    return net::get("http://169.254.169.254/latest/meta-data/" + key);
  }
  int id() { return read("instance-id"); } // expect: libcurl.v1_get v1 breaks
  int zone() { return read("placement/availability-zone"); } // expect: libcurl.v1_get v1 breaks
};
