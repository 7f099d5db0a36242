// PUT and GET by hand; where no token came the request goes out without one.
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int ask(const char *request, char *body, size_t size) {
  struct sockaddr_in to = {0};
  char answer[4096];
  to.sin_family = AF_INET;
  to.sin_port = htons(80);
  to.sin_addr.s_addr = inet_addr("169.254.169.254");
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(fd, (struct sockaddr *)&to, sizeof to) < 0)
    return -1;
  if (send(fd, request, strlen(request), 0) < 0)
    return -1;
  ssize_t n = recv(fd, answer, sizeof answer - 1, 0);
  close(fd);
  if (n <= 0)
    return -1;
  answer[n] = '\0';
  char *start = strstr(answer, "\r\n\r\n");
  if (!start)
    return -1;
  snprintf(body, size, "%s", start + 4);
  return 0;
}

int instance_id(char *out, size_t size) {
  char token[256] = "", request[1024];
  if (ask("PUT /latest/api/token HTTP/1.1\r\nHost: 169.254.169.254\r\n"
          "X-aws-ec2-metadata-token-ttl-seconds: 60\r\nContent-Length: 0\r\n\r\n",
          token, sizeof token) == 0)
    snprintf(request, sizeof request,
             "GET /latest/meta-data/instance-id HTTP/1.1\r\nHost: 169.254.169.254\r\n"
             "X-aws-ec2-metadata-token: %s\r\n\r\n", token);
  else
    snprintf(request, sizeof request,
             "GET /latest/meta-data/instance-id HTTP/1.1\r\n"
             "Host: 169.254.169.254\r\n\r\n");
  return ask(request, out, size); // expect: request.v1_fallback v1-fallback survives
}
