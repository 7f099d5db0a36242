// C++ REST SDK: tasks that follow each other.
// negative: cpprestsdk.v1_get
#include <cpprest/http_client.h>
using namespace web::http;
using namespace web::http::client;

pplx::task<utility::string_t> instance_id() {
  http_client client(U("http://169.254.169.254"));
  http_request put(methods::PUT);
  put.set_request_uri(U("/latest/api/token"));
  put.headers().add(U("X-aws-ec2-metadata-token-ttl-seconds"), U("21600"));
  return client.request(put)
      .then([](http_response answer) { return answer.extract_string(); })
      .then([client](utility::string_t token) mutable {
        http_request get(methods::GET);
        get.set_request_uri(U("/latest/meta-data/instance-id"));
        get.headers().add(U("X-aws-ec2-metadata-token"), token);
        return client.request(get); // expect: request.v2_get v2 survives
      })
      .then([](http_response answer) { return answer.extract_string(); });
}
