// A chain or a provider of the SDK is made in a branch, or used at once.
#include <aws/core/auth/AWSCredentialsProviderChain.h>
#include <memory>
#include <string>

std::shared_ptr<Aws::Auth::AWSCredentialsProvider> provider(const std::string &chain, const std::string &profile) {
  if (chain.empty()) {
    if (!profile.empty())
      return Aws::MakeShared<Aws::Auth::ProfileConfigFileAWSCredentialsProvider>("profile", profile.c_str());
    return Aws::MakeShared<Aws::Auth::DefaultAWSCredentialsProviderChain>("default"); // expect: aws_sdk_cpp.v1_fallback v1-fallback survives
  }
  return nullptr;
}

std::string key_of_server(bool allowed) {
  std::string key;
  if (allowed) {
    const auto &credentials =
        Aws::Auth::DefaultAWSCredentialsProviderChain().GetAWSCredentials(); // expect: aws_sdk_cpp.v1_fallback v1-fallback survives
    key = credentials.GetAWSAccessKeyId();
  }
  return key;
}

void load(bool named, Aws::Auth::AWSCredentials &credentials) {
  if (named) {
    Aws::Auth::ProfileConfigFileAWSCredentialsProvider provider("named");
    credentials = provider.GetAWSCredentials();
  } else {
    Aws::Auth::DefaultAWSCredentialsProviderChain provider; // expect: aws_sdk_cpp.v1_fallback v1-fallback survives
    credentials = provider.GetAWSCredentials();
  }
}
