// What a worker asks for out of a queue is told once, by who put it there.
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
