// A client that is set up by a struct.
#include "small_http_client.h"

int id(const char *token) {
  small_http_client_config_t config = {
      .url = "http://169.254.169.254/latest/meta-data/instance-id",
      .method = HTTP_METHOD_GET,
      .timeout_ms = 1000,
  };
  small_http_client_handle_t client = small_http_client_init(&config);
  small_http_client_set_header(client, "X-aws-ec2-metadata-token", token);
  int err = small_http_client_perform(client); // expect: request.v2_get v2 survives
  small_http_client_cleanup(client);
  return err;
}

int mac(void) {
  small_http_client_config_t config = {
      .host = "169.254.169.254",
      .path = "/latest/meta-data/mac",
  };
  small_http_client_handle_t client = small_http_client_init(&config);
  int err = small_http_client_perform(client); // expect: request.v1_get v1 breaks
  small_http_client_cleanup(client);
  return err;
}
