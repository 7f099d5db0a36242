// Azure answers at the same address; its path decides.
#include <curl/curl.h>

void instance() {
  CURL* h = curl_easy_init();
  curl_slist* list = curl_slist_append(nullptr, "Metadata: true");
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(
      h, CURLOPT_URL,
      "http://169.254.169.254/metadata/instance?api-version=2021-02-01");
  curl_easy_perform(h);
}
