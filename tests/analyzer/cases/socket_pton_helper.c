// A helper fills the address, another sends.
#include <arpa/inet.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void fill(struct sockaddr_in *to, const char *ip, uint16_t port) {
  memset(to, 0, sizeof *to);
  to->sin_family = AF_INET;
  to->sin_port = htons(port);
  inet_pton(AF_INET, ip, &to->sin_addr);
}

int ask(const char *path) {
  struct sockaddr_in to;
  char line[512];
  fill(&to, "169.254.169.254", 80);
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(fd, (struct sockaddr *)&to, sizeof to) < 0)
    return -1;
  strcpy(line, "GET ");
  strcat(line, path);
  strcat(line, " HTTP/1.0\r\n\r\n");
  send(fd, line, strlen(line), 0);
  return fd;
}

int zone(void) {
  return ask("/latest/meta-data/placement/availability-zone"); // expect: raw_http.v1_get v1 breaks
}
