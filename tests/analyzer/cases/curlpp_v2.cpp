// curlpp: the headers are a list of lines.
// negative: curlpp.v1_get
#include <curlpp/Easy.hpp>
#include <curlpp/Options.hpp>
#include <curlpp/cURLpp.hpp>
#include <list>
#include <sstream>
#include <string>

std::string instance_id() {
  std::ostringstream token, id;
  std::list<std::string> ttl;
  ttl.push_back("X-aws-ec2-metadata-token-ttl-seconds: 21600");
  curlpp::Easy put;
  put.setOpt(new curlpp::options::Url("http://169.254.169.254/latest/api/token"));
  put.setOpt(new curlpp::options::CustomRequest("PUT"));
  put.setOpt(new curlpp::options::HttpHeader(ttl));
  put.setOpt(new curlpp::options::WriteStream(&token));
  put.perform();

  std::list<std::string> headers;
  headers.push_back("X-aws-ec2-metadata-token: " + token.str());
  curlpp::Easy get;
  get.setOpt(curlpp::options::Url(
      "http://169.254.169.254/latest/meta-data/instance-id"));
  get.setOpt(curlpp::options::HttpHeader(headers));
  get.setOpt(curlpp::options::WriteStream(&id));
  get.perform(); // expect: request.v2_get v2 survives
  return id.str();
}
