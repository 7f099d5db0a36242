// The address is looked up by its literal, the answers are tried in turn.
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int dial(const char *host, const char *port) {
  struct addrinfo hints, *list, *at;
  int fd = -1;
  memset(&hints, 0, sizeof hints);
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  if (getaddrinfo(host, port, &hints, &list) != 0)
    return -1;
  for (at = list; at != NULL; at = at->ai_next) {
    fd = socket(at->ai_family, at->ai_socktype, at->ai_protocol);
    if (fd < 0)
      continue;
    if (connect(fd, at->ai_addr, at->ai_addrlen) == 0)
      break;
    close(fd);
    fd = -1;
  }
  freeaddrinfo(list);
  return fd;
}

static int send_all(int fd, const char *text, size_t size) {
  while (size > 0) {
    ssize_t n = send(fd, text, size, 0);
    if (n < 0)
      return -1;
    text += n;
    size -= (size_t)n;
  }
  return 0;
}

int role(char *out, size_t size) {
  char text[256];
  int fd = dial("169.254.169.254", "80");
  if (fd < 0)
    return -1;
  snprintf(text, sizeof text, "GET %s HTTP/1.0\r\nHost: x\r\n\r\n",
           "/latest/meta-data/iam/security-credentials/");
  if (send_all(fd, text, strlen(text)) < 0) // expect: raw_http.v1_get v1 breaks
    return -1;
  return (int)read(fd, out, size);
}
