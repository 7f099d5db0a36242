// A token came, and nothing sends it: whoever leaves where the PUT failed is no fallback.
#include <cpr/cpr.h>
#include <curl/curl.h>
#include <httplib.h>
#include <string>

size_t keep(char* data, size_t size, size_t n, void* to);

int bare(char* token) {
  CURL* h = curl_easy_init();
  struct curl_slist* list = curl_slist_append(nullptr, "X-aws-ec2-metadata-token-ttl-seconds: 60");
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/api/token");
  curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(h, CURLOPT_WRITEDATA, token);
  if (curl_easy_perform(h))
    return -1;
  CURL* other = curl_easy_init();
  curl_easy_setopt(other, CURLOPT_URL, "http://169.254.169.254/latest/meta-data/ami-id");
  return curl_easy_perform(other); // expect: libcurl.v1_get v1 breaks
}

std::string by_error() {
  auto put = cpr::Put(cpr::Url{"http://169.254.169.254/latest/api/token"}, cpr::Header{{"X-aws-ec2-metadata-token-ttl-seconds", "60"}});
  if (put.error)
    return "";
  return cpr::Get(cpr::Url{"http://169.254.169.254/latest/meta-data/mac"}).text; // expect: cpr.v1_get v1 breaks
}

std::string by_result() {
  httplib::Client imds("http://169.254.169.254");
  auto put = imds.Put("/latest/api/token", {{"X-aws-ec2-metadata-token-ttl-seconds", "60"}}, "", "");
  if (!put || put->status != 200)
    return "";
  return imds.Get("/latest/meta-data/hostname")->body; // expect: cpp_httplib.v1_get v1 breaks
}

static int fetch(std::string& token) {
  CURL* h = curl_easy_init();
  struct curl_slist* list = curl_slist_append(nullptr, "X-aws-ec2-metadata-token-ttl-seconds: 60");
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/api/token");
  curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(h, CURLOPT_WRITEDATA, &token);
  return curl_easy_perform(h);
}

std::string other_side() {
  std::string token;
  if (!fetch(token))
    return cpr::Get(cpr::Url{"http://169.254.169.254/latest/meta-data/kernel-id"}, cpr::Header{{"X-aws-ec2-metadata-token", token}}).text; // expect: request.v2_get v2 survives
  return cpr::Get(cpr::Url{"http://169.254.169.254/latest/meta-data/kernel-id"}).text; // expect: request.v1_fallback v1-fallback survives
}

int second_one(char* id, char* zone) {
  std::string token;
  if (fetch(token))
    return -1;
  CURL* h = curl_easy_init();
  struct curl_slist* list = curl_slist_append(nullptr, ("X-aws-ec2-metadata-token: " + token).c_str());
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/meta-data/local-ipv4");
  curl_easy_setopt(h, CURLOPT_WRITEDATA, id);
  if (curl_easy_perform(h)) // expect: request.v2_get v2 survives
    return -1;
  curl_easy_reset(h);
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/meta-data/placement/availability-zone");
  curl_easy_setopt(h, CURLOPT_WRITEDATA, zone);
  return curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
