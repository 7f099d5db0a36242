// aws-c-http: the message is made part by part, options hand it over.
#include <aws/http/connection.h>
#include <aws/http/request_response.h>

static int s_on_body(struct aws_http_stream *stream,
                     const struct aws_byte_cursor *data, void *user_data);

struct aws_http_stream *ask(struct aws_allocator *allocator,
                            struct aws_http_connection *connection) {
  struct aws_http_message *request = aws_http_message_new_request(allocator);
  aws_http_message_set_request_method(request, aws_http_method_get);
  aws_http_message_set_request_path(
      request, aws_byte_cursor_from_c_str("/latest/meta-data/instance-id"));
  struct aws_http_header host = {
      .name = aws_byte_cursor_from_c_str("Host"),
      .value = aws_byte_cursor_from_c_str("169.254.169.254"),
  };
  aws_http_message_add_header(request, host);
  struct aws_http_make_request_options options = {
      .self_size = sizeof(options),
      .request = request,
      .on_response_body = s_on_body,
  };
  return aws_http_connection_make_request(connection, &options); // expect: aws_c_http.v1_get v1 breaks
}
