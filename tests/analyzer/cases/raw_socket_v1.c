// A request written into a socket by hand, without the token.
#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void get(void) {
  struct sockaddr_in to = {0};
  to.sin_family = AF_INET;
  to.sin_port = htons(80);
  to.sin_addr.s_addr = inet_addr("169.254.169.254");
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  connect(fd, (struct sockaddr *)&to, sizeof to);
  const char *text = "GET /latest/meta-data/instance-id HTTP/1.0\r\n"
                     "Host: 169.254.169.254\r\n\r\n";
  send(fd, text, strlen(text), 0); // expect: raw_http.v1_get v1 breaks
  close(fd);
}
