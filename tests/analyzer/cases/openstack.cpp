// OpenStack's own tree is not EC2's.
#include <curl/curl.h>

void get() {
  CURL* h = curl_easy_init();
  curl_easy_setopt(
      h, CURLOPT_URL,
      "http://169.254.169.254/openstack/latest/meta_data.json");
  curl_easy_perform(h);
}
