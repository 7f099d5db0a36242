// A class that its namespace lacks is a member's type here and called there.
// The struct around it has no constructor and is filled in order.
#include <curl/curl.h>

namespace net {
class Known;
}

struct Request {
  enum class Method { GET, PUT } method;
  net::Url url;
};

static void run(const Request& request) {
  CURL* h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, request.url.c_str());
  curl_easy_perform(h);
}

void instance_id() {
  const auto url = net::Url("http://169.254.169.254/latest/meta-data/instance-id");
  Request request{Request::Method::GET, url};
  run(request); // expect: libcurl.v1_get v1 breaks
}
