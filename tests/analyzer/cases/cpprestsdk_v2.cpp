// The C++ REST SDK: both requests are objects, the token a header of one.
// negative: cpprestsdk.v1_get
#include <cpprest/http_client.h>

using namespace web::http;
using namespace web::http::client;

utility::string_t instance_id() {
  http_client client(U("http://169.254.169.254"));
  http_request put(methods::PUT);
  put.set_request_uri(U("/latest/api/token"));
  put.headers().add(U("X-aws-ec2-metadata-token-ttl-seconds"), U("21600"));
  auto token = client.request(put).get().extract_string().get();

  http_request get(methods::GET);
  get.set_request_uri(U("/latest/meta-data/instance-id"));
  get.headers().add(U("X-aws-ec2-metadata-token"), token);
  return client.request(get).get().extract_string().get(); // expect: request.v2_get v2 survives
}
