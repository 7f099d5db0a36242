// A request in pieces that writev joins.
#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

static void ask(int fd, const char *path, char *header) {
  struct iovec head[] = {{"GET ", 4}, {(void *)path, strlen(path)},
                         {" HTTP/1.0\r\n", 11}, {header, strlen(header)},
                         {"\r\n", 2}};
  writev(fd, head, 5);
}

void addresses(void) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(80)};
  inet_aton("169.254.169.254", &to.sin_addr);
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  connect(fd, (struct sockaddr *)&to, sizeof to);
  ask(fd, "/latest/meta-data/local-ipv4", ""); // expect: raw_http.v1_get v1 breaks
}
