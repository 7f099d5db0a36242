// The CRT's own client, told that it must not fall back.
// negative: aws_crt.v1_fallback
#include <aws/auth/aws_imds_client.h>

int id(struct aws_allocator *allocator, struct aws_client_bootstrap *bootstrap,
       aws_imds_client_on_get_resource_callback_fn *done) {
  struct aws_imds_client_options options = {
      .bootstrap = bootstrap,
      .imds_version = IMDS_PROTOCOL_V2,
      .ec2_metadata_v1_disabled = true,
  };
  struct aws_imds_client *client = aws_imds_client_new(allocator, &options);
  return aws_imds_client_get_instance_id(client, done, NULL); // expect: request.v2_get v2 survives
}
