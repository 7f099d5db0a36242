// A tree that holds the SDK's own source is judged by that, an old one without tokens here, whatever allocation tag makes its objects.
// negative: aws_sdk_cpp.v1_fallback
#include <aws/core/auth/AWSCredentialsProviderChain.h>
#include <aws/core/internal/AWSHttpResourceClient.h>

using namespace Aws::Auth;

static const char kTag[] = "chain";

InstanceProfileCredentialsProvider::InstanceProfileCredentialsProvider(
    long refresh)
    : client(Aws::MakeShared<Aws::Internal::EC2MetadataClient>(kTag)),
      every(refresh) {}

InstanceProfileCredentialsProvider::InstanceProfileCredentialsProvider(
    const std::shared_ptr<Loader>& loader, long refresh)
    : loader(loader), every(refresh) {}

DefaultAWSCredentialsProviderChain::DefaultAWSCredentialsProviderChain() {
  AddProvider(Aws::MakeShared<InstanceProfileCredentialsProvider>(kTag));
}

Aws::String EC2MetadataClient::GetDefaultCredentials() const {
  return GetResource("http://169.254.169.254", // expect: request.v1_get v1 breaks
                     "/latest/meta-data/iam/security-credentials");
}

Aws::String AWSHttpResourceClient::GetResource(const char* endpoint,
                                               const char* resource) const {
  Aws::StringStream url;
  url << endpoint << resource;
  auto request = CreateHttpRequest(url.str(), HttpMethod::HTTP_GET);
  return Body(client->MakeRequest(request));
}
