#include <aws/core/auth/AWSCredentialsProviderChain.h>
#include <aws/service/Client.h>

using namespace Aws::Auth;

static const char* kTag = "service";

ServiceClient::ServiceClient(const Configuration& configuration)
    : Base(configuration,
           Aws::MakeShared<DefaultAWSCredentialsProviderChain>(kTag)) {}
