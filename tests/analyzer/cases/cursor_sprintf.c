// A request is written piece by piece through a pointer that moves on.
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int imds(void) {
  struct sockaddr_in to = {0};
  to.sin_family = AF_INET;
  to.sin_port = htons(80);
  inet_pton(AF_INET, "169.254.169.254", &to.sin_addr);
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  connect(fd, (struct sockaddr *)&to, sizeof to);
  return fd;
}

int hostname(char *answer, size_t size) {
  char request[512];
  char *p = request;
  p += sprintf(p, "GET %s HTTP/1.0\r\n", "/latest/meta-data/hostname");
  p += sprintf(p, "Host: %s\r\n", "169.254.169.254");
  p += sprintf(p, "\r\n");
  int fd = imds();
  write(fd, request, p - request); // expect: raw_http.v1_get v1 breaks
  return read(fd, answer, size);
}

static int token(char *out, size_t size) {
  char request[512], *p = request;
  p += sprintf(p, "PUT /latest/api/token HTTP/1.1\r\n");
  p += sprintf(p, "Host: 169.254.169.254\r\n");
  p += sprintf(p, "X-aws-ec2-metadata-token-ttl-seconds: %d\r\n\r\n", 60);
  int fd = imds();
  write(fd, request, p - request);
  return read(fd, out, size);
}

int role(char *answer, size_t size) {
  char value[128], request[512], *p = request;
  if (token(value, sizeof value) <= 0)
    return -1;
  p += sprintf(p, "GET /latest/meta-data/iam/security-credentials/ HTTP/1.1\r\n");
  p += sprintf(p, "Host: 169.254.169.254\r\n");
  p += sprintf(p, "X-aws-ec2-metadata-token: %s\r\n\r\n", value);
  int fd = imds();
  write(fd, request, p - request); // expect: request.v2_get v2 survives
  return read(fd, answer, size);
}
