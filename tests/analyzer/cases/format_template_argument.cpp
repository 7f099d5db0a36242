// A format that stands between < and > is filled into the text that its method belongs to.
#include <curl/curl.h>
#include "text.h"

class Metadata {
public:
  String renew() {
    CURL* h = curl_easy_init();
    String answer;
    curl_slist* list = curl_slist_append(
        nullptr, "X-aws-ec2-metadata-token-ttl-seconds: 300");
    curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/api/token");
    curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(h, CURLOPT_WRITEDATA, &answer);
    CURLcode rc = curl_easy_perform(h);
    curl_easy_cleanup(h);
    if (rc != CURLE_OK || answer.size() == 0)
      return String();
    return answer;
  }

  bool read(const char* path, String& out) {
    String token = renew();
    if (token.size() == 0)
      return false;
    String line = {};
    line.snprintf<"X-aws-ec2-metadata-token: {}"_text>(token);
    curl_slist* list = curl_slist_append(nullptr, line.c_str());
    String url = {};
    url.assign("http://169.254.169.254"_text);
    url.append(path);
    CURL* h = curl_easy_init();
    curl_easy_setopt(h, CURLOPT_URL, url.c_str());
    curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(h, CURLOPT_WRITEDATA, &out);
    CURLcode rc = curl_easy_perform(h);
    curl_easy_cleanup(h);
    return rc == CURLE_OK;
  }
};

bool zone(String& out) {
  Metadata metadata;
  return metadata.read("/latest/meta-data/placement/availability-zone", out); // expect: request.v2_get v2 survives
}
