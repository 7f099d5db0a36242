// A path that the command line tells in part: the call that writes it is the place, though the token's PUT goes the same way; a path that is asked for is no place for the answer.
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

static long ask(int fd, const char *verb, const char *path, const char *line, char *out, size_t size) {
  char text[512];
  int n = snprintf(text, sizeof text, "%s %s HTTP/1.0\r\nHost: 169.254.169.254\r\n%s\r\n", verb, path, line ? line : "");
  if (n <= 0 || send(fd, text, (size_t)n, 0) < 0)
    return -1;
  return recv(fd, out, size, 0);
}

static long get(int fd, const char *path, char *out, size_t size) {
  char token[256] = "";
  ask(fd, "PUT", "/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds: 60\r\n", token, sizeof token);
  if (token[0]) {
    char line[300];
    snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s\r\n", token);
    long n = ask(fd, "GET", path, line, out, size);
    if (n >= 0)
      return n;
  }
  return ask(fd, "GET", path, NULL, out, size);
}

int main(int argc, char **argv) {
  char path[512], value[4096];
  if (argc > 2 || argv[1][0] == '/')
    strcpy(path, argv[1]);
  else
    snprintf(path, sizeof path, "/latest/meta-data/%s", argv[1]);
  return get(3, path, value, sizeof value) < 0; // expect: request.v1_fallback v1-fallback survives
}
