// Behind the port stands a path that only callers know, and theirs is another cloud's.
#include <curl/curl.h>
#include <string>

static std::string server = "169.254.169.254:80";

class Client {
public:
  virtual void header(const std::string& name, const std::string& value) {
    const std::string line = name + ":" + value;
    headers_ = curl_slist_append(headers_, line.c_str());
  }
  virtual bool get(const std::string& url) {
    curl_easy_setopt(curl_, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, headers_);
    return curl_easy_perform(curl_) == CURLE_OK;
  }

private:
  CURL* curl_;
  curl_slist* headers_;
};

static bool ask(Client* client, const std::string& path) {
  client->header("Metadata-Flavor", "Google");
  return client->get(server + path);
}

bool project(Client* client) { return ask(client, "/computeMetadata/v1/project/project-id"); }
bool zone(Client* client) { return ask(client, "/computeMetadata/v1/instance/zone"); }
