// A template of a missing header makes the client.
#include <aws/core/internal/AWSHttpResourceClient.h>

Aws::String credentials() {
  auto client =
      Aws::MakeShared<Aws::Internal::EC2MetadataClient>("credentials");
  return client->GetDefaultCredentials(); // expect: aws_sdk_cpp.default_credentials v1 breaks
}
