// The role is listed without the token, its credentials are read with it.
#include <curl/curl.h>
#include <string>

int send(const std::string& url, const std::string& token) {
  CURL* h = curl_easy_init();
  curl_slist* list = nullptr;
  if (!token.empty())
    list = curl_slist_append(list,
                             ("X-aws-ec2-metadata-token: " + token).c_str());
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  return curl_easy_perform(h);
}

const std::string kRoles =
    "http://169.254.169.254/latest/meta-data/iam/security-credentials/";

void list() {
  send(kRoles, ""); // expect: libcurl.v1_get v1 breaks
}
