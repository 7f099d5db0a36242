// URLs in a map, emptied and filled anew; each goes to an object with a client.
#include <curlpp/Easy.hpp>
#include <curlpp/Multi.hpp>
#include <curlpp/Options.hpp>
#include <map>
#include <string>
#include <vector>

#define BASE "http://169.254.169.254/2016-09-02/meta-data/"

using Urls = std::map<std::string, std::string>;

class Fetch {
public:
  explicit Fetch(const char *url) {
    easy.setOpt(curlpp::options::Url(url));
    easy.setOpt(curlpp::options::WriteStream(&out));
  }
  std::ostringstream out;
  curlpp::Easy easy;
};

static std::string fetch(Urls urls) {
  std::vector<Fetch *> fetches;
  for (auto entry : urls)
    fetches.push_back(new Fetch(entry.second.c_str()));
  curlpp::Multi multi;
  for (auto one : fetches)
    multi.add(&one->easy);
  int left;
  while (!multi.perform(&left)) {
  }
  return fetches.front()->out.str();
}

std::string vpc(const std::string &mac) {
  Urls urls;
  urls["zone"] = BASE "placement/availability-zone";
  urls["id"] = BASE "instance-id";
  std::string id = fetch(urls); // expect: request.v1_get v1 breaks
  urls.clear();
  urls[mac + "_vpc"] = BASE "network/interfaces/macs/" + mac + "/vpc-id";
  return id + fetch(urls); // expect: request.v1_get v1 breaks
}
