// The SDK's plain call for credentials asks without a token.
#include <aws/core/internal/AWSHttpResourceClient.h>

Aws::String credentials() {
  Aws::Internal::EC2MetadataClient client;
  return client.GetDefaultCredentials(); // expect: aws_sdk_cpp.default_credentials v1 breaks
}
