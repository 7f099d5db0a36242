// restclient-cpp: the plain functions take a URL.
#include <restclient-cpp/restclient.h>
#include <string>

std::string instance_id() {
  RestClient::Response r = RestClient::get( // expect: restclient_cpp.v1_get v1 breaks
      "http://169.254.169.254/latest/meta-data/instance-id");
  return r.code == 200 ? r.body : "";
}
