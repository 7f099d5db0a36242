// A class of the program has a value_or, too: that of an unknown call's result is not it.
#include "settings.h"

#include <curl/curl.h>

#include <string>

struct Level {
  std::string value_or(std::string) const { return "10.0.0.1"; }
};

void ask(const Level& level) {
  std::string host = settings::find("metadata_host").value_or("169.254.169.254");
  std::string url = "http://" + host + "/latest/meta-data/mac";
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_USERAGENT, level.value_or("agent").c_str());
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
