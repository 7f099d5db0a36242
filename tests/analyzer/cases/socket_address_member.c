// The address goes into a member of a local struct; what is asked is not known.
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int ask(const char *path) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(80)};
  char request[1024];
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  inet_pton(AF_INET, "169.254.169.254", &to.sin_addr);
  if (connect(fd, (struct sockaddr *)&to, sizeof to) < 0)
    return -1;
  snprintf(request, sizeof request, "GET %s HTTP/1.0\r\n\r\n", path);
  return write(fd, request, strlen(request)); // expect: raw_http.v1_get v1 breaks
}
