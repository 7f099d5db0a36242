// curlpp as its examples have it: options that are new, headers in a list.
// negative: curlpp.v1_get
#include <curlpp/Easy.hpp>
#include <curlpp/Options.hpp>
#include <curlpp/cURLpp.hpp>
#include <list>
#include <sstream>
#include <string>

static std::string run(const std::string &url, const std::string &verb,
                       const std::string &line) {
  curlpp::Easy request;
  std::list<std::string> header;
  header.push_back(line);
  std::ostringstream out;
  request.setOpt(new curlpp::options::Url(url));
  request.setOpt(new curlpp::options::CustomRequest(verb));
  request.setOpt(new curlpp::options::HttpHeader(header));
  request.setOpt(new curlpp::options::WriteStream(&out));
  request.perform();
  return out.str();
}

std::string instance_id() {
  std::string token = run("http://169.254.169.254/latest/api/token", "PUT",
                          "X-aws-ec2-metadata-token-ttl-seconds: 60");
  return run("http://169.254.169.254/latest/meta-data/instance-id", "GET", // expect: request.v2_get v2 survives
             "X-aws-ec2-metadata-token: " + token);
}
