// Texts that are put one behind the other into a buffer, by a count or a place.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

int dial(const char *host);
int http_get(const char *url);
extern char *token;

static void ask(int fd, const char *path, const char *with) {
  char request[512];
  int n = 0;
  n += sprintf(request + n, "GET %s HTTP/1.0\r\n", path);
  n += sprintf(&request[n], "Host: 169.254.169.254\r\n");
  if (with != NULL)
    n += sprintf(request + n, "X-aws-ec2-metadata-token: %s\r\n", with);
  n += sprintf(request + n, "\r\n");
  send(fd, request, (size_t)n, 0);
}

void two(void) {
  int fd = dial("169.254.169.254");
  ask(fd, "/latest/meta-data/mac", NULL); // expect: raw_http.v1_get v1 breaks
  ask(fd, "/latest/meta-data/ami-id", token); // expect: request.v1_fallback v1-fallback survives
}

void one_buffer(int fd) {
  char b[512];
  int n = 0;
  n += sprintf(b + n, "GET /latest/user-data HTTP/1.0\r\nHost: 169.254.169.254\r\n");
  n += sprintf(b + n, "X-aws-ec2-metadata-token: %s\r\n\r\n", token);
  send(fd, b, (size_t)n, 0); // expect: request.v2_get v2 survives
  n = 0;
  n += sprintf(b + n, "GET /latest/meta-data/hostname HTTP/1.0\r\n");
  n += sprintf(b + n, "Host: 169.254.169.254\r\n\r\n");
  send(fd, b, (size_t)n, 0); // expect: raw_http.v1_get v1 breaks
}

struct text {
  char *bytes;
  size_t size;
};

static void add(struct text *to, const char *more) {
  size_t size = strlen(more);
  to->bytes = realloc(to->bytes, to->size + size + 1);
  memcpy(to->bytes + to->size, more, size + 1);
  to->size += size;
}

void grown(const char *what) {
  struct text url = {NULL, 0};
  add(&url, "http://169.254.169.254/latest/");
  add(&url, "meta-data/");
  add(&url, what);
  http_get(url.bytes); // expect: request.v1_get v1 breaks
}
