// The SDK's default chain of credentials ends in IMDS, however it is made.
#include <aws/core/auth/AWSCredentialsProviderChain.h>
#include <memory>

class Credentials {
public:
  Credentials()
      : chain_(
            std::make_shared<Aws::Auth::DefaultAWSCredentialsProviderChain>()) { // expect: aws_sdk_cpp.v1_fallback v1-fallback survives
  }

private:
  std::shared_ptr<Aws::Auth::DefaultAWSCredentialsProviderChain> chain_;
};

bool usable() {
  Aws::Auth::DefaultAWSCredentialsProviderChain chain; // expect: aws_sdk_cpp.v1_fallback v1-fallback survives
  return !chain.GetAWSCredentials().IsEmpty();
}
