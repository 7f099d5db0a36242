// A namespace that is open here and filled in a missing header.
#include <aws/core/missing.h>
namespace Aws {
namespace Mine {
class Thing;
}
} // namespace Aws
int f() {
  Aws::Internal::EC2MetadataClient client;
  // ir: declare client: Aws::Internal::EC2MetadataClient
  return client.GetResource("/latest/meta-data/");
  // ir: return client.GetResource@Aws::Internal::EC2MetadataClient("/latest/meta-data/")
}
