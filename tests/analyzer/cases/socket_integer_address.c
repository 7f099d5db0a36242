// The address is an integer in a sockaddr, the request a literal.
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char kRequest[] =
    "GET /latest/meta-data/ami-id HTTP/1.0\r\n\r\n";

int get(void) {
  struct sockaddr_in to;
  memset(&to, 0, sizeof to);
  to.sin_family = AF_INET;
  to.sin_port = htons(80);
  to.sin_addr.s_addr = htonl(0xA9FEA9FE);
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(fd, (struct sockaddr *)&to, sizeof to) != 0)
    return -1;
  write(fd, kRequest, sizeof kRequest - 1); // expect: raw_http.v1_get v1 breaks
  return fd;
}
