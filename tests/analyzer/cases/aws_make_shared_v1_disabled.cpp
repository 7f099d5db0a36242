// An allocation tag before it does not hide the configuration that forbids requests without a token.
// negative: aws_sdk_cpp.v1_fallback
#include <aws/core/internal/AWSHttpResourceClient.h>

static const char kTag[] = "region";

Aws::String region() {
  Aws::Client::ClientConfiguration config;
  config.disableImdsV1 = true;
  auto client = Aws::MakeShared<Aws::Internal::EC2MetadataClient>(kTag, config);
  return client->GetCurrentRegion(); // expect: request.v2_get v2 survives
}
