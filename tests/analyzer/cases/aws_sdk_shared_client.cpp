// The SDK's client for the whole process is asked for by a function.
#include <aws/core/internal/AWSHttpResourceClient.h>

Aws::String region() {
  Aws::Internal::InitEC2MetadataClient();
  auto client = Aws::Internal::GetEC2MetadataClient();
  return client ? client->GetCurrentRegion() : ""; // expect: aws_sdk_cpp.v1_fallback v1-fallback survives
}
