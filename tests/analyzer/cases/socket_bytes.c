// The address is four bytes.
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const unsigned char kAddress[4] = {169, 254, 169, 254};

int user_data(void) {
  static const char request[] = "GET /latest/user-data HTTP/1.0\r\n\r\n";
  struct sockaddr_in to;
  memset(&to, 0, sizeof(to));
  to.sin_family = AF_INET;
  to.sin_port = htons(80);
  memcpy(&to.sin_addr, kAddress, 4);
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  connect(fd, (struct sockaddr *)&to, sizeof(to));
  write(fd, request, sizeof(request) - 1); // expect: raw_http.v1_get v1 breaks
  return fd;
}
