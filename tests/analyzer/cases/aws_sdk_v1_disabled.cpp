// The SDK's client, told by its configuration not to fall back.
// negative: aws_sdk_cpp.v1_fallback
#include <aws/core/client/ClientConfiguration.h>
#include <aws/core/internal/AWSHttpResourceClient.h>

Aws::String credentials() {
  Aws::Client::ClientConfiguration config;
  config.disableImdsV1 = true;
  Aws::Internal::EC2MetadataClient client(config);
  return client.GetDefaultCredentialsSecurely(); // expect: request.v2_get v2 survives
}
