// curlpp: the option is a template argument.
#include <curlpp/Easy.hpp>
#include <curlpp/Options.hpp>
#include <curlpp/cURLpp.hpp>
#include <sstream>

std::string instance_id() {
  curlpp::Cleanup cleanup;
  curlpp::Easy request;
  std::ostringstream body;
  request.setOpt<curlpp::options::Url>(
      "http://169.254.169.254/latest/meta-data/instance-id");
  request.setOpt(new curlpp::options::WriteStream(&body));
  request.perform(); // expect: curlpp.v1_get v1 breaks
  return body.str();
}
