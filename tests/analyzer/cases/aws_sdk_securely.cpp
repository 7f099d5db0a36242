// GetDefaultCredentialsSecurely falls back where the token cannot be had.
#include <aws/core/internal/AWSHttpResourceClient.h>

Aws::String credentials() {
  Aws::Internal::EC2MetadataClient client;
  return client.GetDefaultCredentialsSecurely(); // expect: aws_sdk_cpp.v1_fallback v1-fallback survives
}
