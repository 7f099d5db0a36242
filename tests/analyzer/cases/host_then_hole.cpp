// What follows the address is its path, or a port before a path; who sends a path that nobody knows is not guessed.
// unexplained: 1
#include <curl/curl.h>
#include <string>

#include "acme/http.h"

static int get(const std::string &url) {
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  return curl_easy_perform(h);
}

int ask(const std::string &path) {
  return get("http://169.254.169.254" + path); // expect: libcurl.v1_get v1 breaks
}

int ask_by_port(const char *port) {
  std::string url = "http://169.254.169.254";
  url += port;
  url += "/latest/meta-data/mac";
  return get(url); // expect: libcurl.v1_get v1 breaks
}

std::string somebody_else(acme::Http &http, const std::string &path) {
  return http.fetch("http://169.254.169.254/" + path);
}

int nothing_of_ours() { return get("http://169.254.169.254/other/thing"); }
