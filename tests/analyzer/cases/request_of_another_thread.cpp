// A worker asks for what was put into a queue; who made it shows the token.
#include <curl/curl.h>
#include <string>

struct Request {
  std::string url;
  std::string header;
};

void perform(const Request *r) {
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, r->url.c_str());
  curl_easy_perform(h); // expect: request.review review depends
}

void enqueue_request(Request *r);

void zone() {
  CURL *h = curl_easy_init();
  std::string token;
  curl_easy_setopt(h, CURLOPT_URL, "http://169.254.169.254/latest/api/token");
  curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_setopt(h, CURLOPT_WRITEDATA, &token);
  curl_easy_perform(h);
  Request *r = new Request;
  r->url = "http://169.254.169.254/latest/meta-data/placement/region";
  r->header = "X-aws-ec2-metadata-token: " + token;
  enqueue_request(r); // expect: request.v2_get v2 survives
}
