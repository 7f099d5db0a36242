// The SDK's own HTTP client, used by hand.
#include <aws/core/http/HttpClientFactory.h>
#include <aws/core/http/HttpRequest.h>

Aws::String id(const std::shared_ptr<Aws::Http::HttpClient> &client, const Aws::String &token) {
  auto request = Aws::Http::CreateHttpRequest(
      Aws::String("http://169.254.169.254/latest/meta-data/instance-id"),
      Aws::Http::HttpMethod::HTTP_GET, Aws::Utils::Stream::DefaultResponseStreamFactoryMethod);
  request->SetHeaderValue("X-aws-ec2-metadata-token", token);
  auto response = client->MakeRequest(request); // expect: request.v2_get v2 survives
  return body_of(response);
}

Aws::String mac(const std::shared_ptr<Aws::Http::HttpClient> &client) {
  auto request = Aws::Http::CreateHttpRequest(
      Aws::String("http://169.254.169.254/latest/meta-data/mac"),
      Aws::Http::HttpMethod::HTTP_GET, Aws::Utils::Stream::DefaultResponseStreamFactoryMethod);
  auto response = client->MakeRequest(request); // expect: request.v1_get v1 breaks
  return body_of(response);
}
