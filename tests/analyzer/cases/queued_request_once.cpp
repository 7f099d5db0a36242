// A worker asks for what was put into a queue: one request, told by who made
// it, and not again where the worker sends whatever it gets.
#include <curl/curl.h>
#include <string>

struct Request {
  std::string url;
};

void perform(const Request *r) {
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, r->url.c_str());
  curl_easy_perform(h);
}

void enqueue_request(Request *r);

void zone() {
  Request *r = new Request;
  r->url = "http://169.254.169.254/latest/meta-data/placement/region";
  enqueue_request(r); // expect: request.v1_get v1 breaks
}
