// Nothing but the SDK's provider of an instance's credentials names IMDS.
#include <memory>
#include <string>

void add_instance(const std::string& kind, Chain& chain) {
  if (kind == "instance")
    chain.AddProvider(
        std::make_shared<Aws::Auth::InstanceProfileCredentialsProvider>()); // expect: aws_sdk_cpp.v1_fallback v1-fallback survives
}
