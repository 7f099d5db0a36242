// A path is put together in a buffer whose functions return a status.
#include "acme/http.h"

struct job {
  struct aws_byte_buf role;
};

void read_role(struct job *job) {
  struct aws_byte_buf url;
  if (aws_byte_buf_init(&url, job, 256))
    goto cleanup;
  struct aws_byte_cursor base = aws_byte_cursor_from_c_str(
      "http://169.254.169.254/latest/meta-data/iam/security-credentials/");
  if (aws_byte_buf_append(&url, &base))
    goto cleanup;
  struct aws_byte_cursor role = aws_byte_cursor_from_buf(&job->role);
  if (aws_byte_buf_append(&url, &role))
    goto cleanup;
  struct aws_byte_cursor whole = aws_byte_cursor_from_buf(&url);
  acme_http_get(&whole); // expect: request.v1_get v1 breaks
cleanup:
  aws_byte_buf_clean_up(&url);
}
