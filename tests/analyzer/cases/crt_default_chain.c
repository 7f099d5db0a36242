// The CRT's default chain of credentials ends in its IMDS provider.
#include <aws/auth/credentials.h>

struct aws_credentials_provider *
make(struct aws_allocator *allocator, struct aws_client_bootstrap *bootstrap) {
  struct aws_credentials_provider_chain_default_options options = {
      .bootstrap = bootstrap,
  };
  return aws_credentials_provider_new_chain_default(allocator, &options); // expect: aws_crt.v1_fallback v1-fallback survives
}
