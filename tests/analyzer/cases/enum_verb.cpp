// The verb is an enumerator that the sender switches on.
#include <curl/curl.h>
#include <string>

enum class Verb { kGet, kPut };

int send(Verb verb, const std::string& url, curl_slist* headers) {
  CURL* h = curl_easy_init();
  switch (verb) {
  case Verb::kGet:
    break;
  case Verb::kPut:
    curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
    break;
  }
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
  return curl_easy_perform(h);
}

int id() {
  send(Verb::kPut, "http://169.254.169.254/latest/api/token",
       curl_slist_append(nullptr, "X-aws-ec2-metadata-token-ttl-seconds: 60"));
  return send(Verb::kGet, // expect: libcurl.v1_get v1 breaks
              "http://169.254.169.254/latest/meta-data/instance-id", nullptr);
}
