// aws-c-http: the token of one answer is a header of the next message.
// negative: aws_c_http.v1_get
#include <aws/common/byte_buf.h>
#include <aws/http/connection.h>
#include <aws/http/request_response.h>

struct metadata {
  struct aws_allocator *allocator;
  struct aws_http_connection *connection;
  struct aws_byte_buf token;
};

static void s_send(struct metadata *m, struct aws_http_message *request) {
  struct aws_http_make_request_options options = {
      .self_size = sizeof(options),
      .request = request,
      .user_data = m,
  };
  aws_http_stream_activate(
      aws_http_connection_make_request(m->connection, &options));
}

void ask_token(struct metadata *m) {
  struct aws_http_message *put = aws_http_message_new_request(m->allocator);
  struct aws_http_header ttl = {
      .name = aws_byte_cursor_from_c_str("x-aws-ec2-metadata-token-ttl-seconds"),
      .value = aws_byte_cursor_from_c_str("21600"),
  };
  aws_http_message_set_request_method(put, aws_http_method_put);
  aws_http_message_set_request_path(
      put, aws_byte_cursor_from_c_str("/latest/api/token"));
  aws_http_message_add_header(put, ttl);
  s_send(m, put);
}

void ask_id(struct metadata *m) {
  struct aws_http_message *get = aws_http_message_new_request(m->allocator);
  struct aws_http_header token = {
      .name = aws_byte_cursor_from_c_str("x-aws-ec2-metadata-token"),
      .value = aws_byte_cursor_from_buf(&m->token),
  };
  aws_http_message_set_request_method(get, aws_http_method_get);
  aws_http_message_set_request_path(
      get, aws_byte_cursor_from_c_str("/latest/meta-data/instance-id"));
  aws_http_message_add_header(get, token);
  s_send(m, get); // expect: request.v2_get v2 survives
}
