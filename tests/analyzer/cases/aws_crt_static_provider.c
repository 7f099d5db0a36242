// The CRT's provider of credentials that are given asks nobody.
// negative: aws_crt.v1_fallback
#include <aws/auth/credentials.h>

/* the provider for 169.254.169.254 is aws_credentials_provider_new_imds() */
struct aws_credentials_provider *provider(struct aws_allocator *allocator,
                                          struct aws_byte_cursor id,
                                          struct aws_byte_cursor secret) {
  struct aws_credentials_provider_static_options options = {
      .access_key_id = id,
      .secret_access_key = secret,
  };
  return aws_credentials_provider_new_static(allocator, &options);
}
