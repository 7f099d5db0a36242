// GetResource of the AWS SDK is a plain GET in every version.
#include <aws/core/internal/AWSHttpResourceClient.h>
#include <aws/core/utils/memory/stl/AWSString.h>

Aws::String id() {
  Aws::Internal::EC2MetadataClient client;
  return client.GetResource("/latest/meta-data/instance-id"); // expect: aws_sdk_cpp.get_resource v1 breaks
}
