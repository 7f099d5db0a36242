// A request made of braces holds its URL, an object, in the member of its place.
#include <corp/url.hpp>
#include <curl/curl.h>

#include <map>
#include <string>

struct Query {
  int method;
  corp::url url;
  std::map<std::string, std::string> headers;
};

int run(Query query) {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, query.url.c_str());
  return curl_easy_perform(h);
}

bool detect(const std::string& base) {
  const auto url = corp::url(
      "http://169.254.169.254/latest/dynamic/instance-identity/document");
  Query query{0, url, {}};
  return run(query) == 0; // expect: libcurl.v1_get v1 breaks
}
