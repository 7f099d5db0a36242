// The C++ REST SDK: a task chain, and the path is built.
#include <cpprest/http_client.h>
#include <cpprest/uri_builder.h>

using namespace web;
using namespace web::http;
using namespace web::http::client;

pplx::task<utility::string_t> instance_id() {
  http_client client(U("http://169.254.169.254/"));
  uri_builder builder(U("/latest/meta-data/instance-id"));
  return client.request(methods::GET, builder.to_string()) // expect: cpprestsdk.v1_get v1 breaks
      .then([](http_response response) { return response.extract_string(); });
}
