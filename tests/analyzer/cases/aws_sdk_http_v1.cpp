// A request made with the HTTP layer of the AWS SDK carries what it is given.
#include <aws/core/http/HttpClientFactory.h>
#include <aws/core/internal/AWSHttpResourceClient.h>

class Probe : public Aws::Internal::AWSHttpResourceClient {
public:
  Aws::String Zone() const {
    return GetResourceWithAWSWebServiceResult( // expect: request.v1_get v1 breaks
               "http://169.254.169.254",
               "/latest/meta-data/placement/availability-zone", nullptr)
        .GetPayload();
  }
};

std::shared_ptr<Aws::Http::HttpResponse> Role() {
  Aws::Client::ClientConfiguration config;
  auto client = Aws::Http::CreateHttpClient(config);
  auto request = Aws::Http::CreateHttpRequest(
      Aws::String("http://169.254.169.254/latest/meta-data/iam/info"),
      Aws::Http::HttpMethod::HTTP_GET,
      Aws::Utils::Stream::DefaultResponseStreamFactoryMethod);
  return client->MakeRequest(request); // expect: request.v1_get v1 breaks
}
