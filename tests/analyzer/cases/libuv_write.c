// libuv: connected in one function, written in the callback.
#include <stdlib.h>
#include <string.h>
#include <uv.h>

static const char kRequest[] = "GET /latest/meta-data/instance-id HTTP/1.0\r\n"
                               "Host: 169.254.169.254\r\n\r\n";
static uv_tcp_t sock;
static uv_connect_t con;
static uv_write_t wreq;

static void on_write(uv_write_t *req, int status) {}

static void on_connect(uv_connect_t *req, int status) {
  if (status < 0)
    return;
  uv_buf_t buf = uv_buf_init((char *)kRequest, sizeof kRequest - 1);
  uv_write(&wreq, req->handle, &buf, 1, on_write); // expect: raw_http.v1_get v1 breaks
}

int start(uv_loop_t *loop) {
  struct sockaddr_in to;
  uv_tcp_init(loop, &sock);
  uv_ip4_addr("169.254.169.254", 80, &to);
  return uv_tcp_connect(&con, &sock, (const struct sockaddr *)&to, on_connect);
}
