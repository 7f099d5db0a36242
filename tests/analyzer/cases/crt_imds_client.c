// The CRT's own client asks with a token and may fall back.
#include <aws/auth/aws_imds_client.h>

int id(struct aws_imds_client *client, void *state) {
  return aws_imds_client_get_instance_id(client, 0, state); // expect: aws_crt.v1_fallback v1-fallback survives
}
