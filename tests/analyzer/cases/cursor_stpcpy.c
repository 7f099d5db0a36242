// stpcpy and a helper of it give the place behind what they wrote.
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char *add_header(char *at, const char *name, const char *value) {
  at = stpcpy(at, name);
  *at++ = ':';
  *at++ = ' ';
  at = stpcpy(at, value);
  return stpcpy(at, "\r\n");
}

static int ask(const char *path, const char *token, char *out, size_t size) {
  char *request = malloc(1024);
  char *at = request;
  at = stpcpy(at, "GET ");
  at = stpcpy(at, path);
  at = stpcpy(at, " HTTP/1.1\r\n");
  at = add_header(at, "Host", "169.254.169.254");
  if (token)
    at = add_header(at, "X-aws-ec2-metadata-token", token);
  *at++ = '\r';
  *at++ = '\n';
  *at = 0;
  struct sockaddr_in to = {0};
  to.sin_family = AF_INET;
  to.sin_addr.s_addr = inet_addr("169.254.169.254");
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  connect(fd, (struct sockaddr *)&to, sizeof to);
  send(fd, request, at - request, 0);
  free(request);
  return recv(fd, out, size, 0);
}

int instance(char *out, size_t size) {
  return ask("/latest/meta-data/instance-id", NULL, out, size); // expect: raw_http.v1_get v1 breaks
}
