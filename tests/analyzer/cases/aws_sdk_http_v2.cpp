// A token that the HTTP layer of the AWS SDK fetches goes with the request.
// negative: request.v1_get
#include <aws/core/internal/AWSHttpResourceClient.h>

constexpr char kEndpoint[] = "http://169.254.169.254";

Aws::String Ask(const Aws::Internal::AWSHttpResourceClient& client,
                std::shared_ptr<Aws::Http::HttpRequest> request) {
  return client.GetResourceWithAWSWebServiceResult(request).GetPayload();
}

std::shared_ptr<Aws::Http::HttpRequest> Make(const Aws::String& path,
                                             Aws::Http::HttpMethod method) {
  return Aws::Http::CreateHttpRequest(
      kEndpoint + path, method,
      Aws::Utils::Stream::DefaultResponseStreamFactoryMethod);
}

Aws::String InstanceId(const Aws::Internal::AWSHttpResourceClient& client) {
  auto put = Make("/latest/api/token", Aws::Http::HttpMethod::HTTP_PUT);
  put->SetHeaderValue("x-aws-ec2-metadata-token-ttl-seconds", "21600");
  Aws::String token = Ask(client, put);
  if (token.empty())
    return {};
  auto get = Make("/latest/meta-data/instance-id",
                  Aws::Http::HttpMethod::HTTP_GET);
  get->SetHeaderValue("x-aws-ec2-metadata-token", token);
  return Ask(client, get); // expect: request.v2_get v2 survives
}
