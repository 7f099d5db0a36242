// A task, a thread and std::bind call a function with what follows it.
#include <curl/curl.h>
#include <functional>
#include <future>
#include <string>
#include <thread>

static int get(const std::string &url) {
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, url.c_str());
  return curl_easy_perform(h);
}

std::future<int> zone() {
  return std::async(std::launch::async, get, // expect: libcurl.v1_get v1 breaks
                    "http://169.254.169.254/latest/meta-data/placement/");
}

void warm_up() {
  const std::string url = "http://169.254.169.254/latest/user-data";
  std::thread worker(get, url); // expect: libcurl.v1_get v1 breaks
  worker.join();
}

struct Client {
  std::string host;
  int ask(const std::string &path) { return get(host + path); }
};

int bound(Client &client) {
  client.host = "http://169.254.169.254";
  auto later = std::bind( // expect: libcurl.v1_get v1 breaks
      &Client::ask, &client, "/latest/meta-data/mac");
  return later();
}
