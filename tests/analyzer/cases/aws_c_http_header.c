// aws-c-http: the token is a header of the message.
// negative: aws_c_http.v1_get
#include <aws/common/byte_buf.h>
#include <aws/http/connection.h>
#include <aws/http/request_response.h>

struct aws_http_stream *ask(struct aws_allocator *allocator,
                            struct aws_http_connection *connection,
                            const char *token) {
  struct aws_http_message *get = aws_http_message_new_request(allocator);
  aws_http_message_set_request_method(get, aws_http_method_get);
  aws_http_message_set_request_path(
      get, aws_byte_cursor_from_c_str("/latest/meta-data/instance-id"));
  struct aws_http_header header = {
      .name = aws_byte_cursor_from_c_str("X-aws-ec2-metadata-token"),
      .value = aws_byte_cursor_from_c_str(token),
  };
  aws_http_message_add_header(get, header);
  struct aws_http_make_request_options options = {.request = get};
  return aws_http_connection_make_request(connection, &options); // expect: request.v2_get v2 survives
}
