// Members that one method sets are used by another one.
#include <curl/curl.h>
#include <string>

class Metadata {
public:
  Metadata() : host_("http://169.254.169.254") {}
  void choose(const std::string& key) { path_ = "/latest/meta-data/" + key; }
  int get() {
    CURL* h = curl_easy_init();
    curl_easy_setopt(h, CURLOPT_URL, (host_ + path_).c_str());
    return curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
  }

private:
  std::string host_;
  std::string path_;
};
