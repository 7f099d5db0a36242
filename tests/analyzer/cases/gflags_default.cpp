// The URL is a flag's default.
#include <curl/curl.h>
#include <gflags/gflags.h>

DEFINE_string(metadata_url,
              "http://169.254.169.254/latest/meta-data/instance-id",
              "where to ask for the instance's id");

int id() {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, FLAGS_metadata_url.c_str());
  return curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
