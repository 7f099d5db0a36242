// A buffer is filled through another pointer to it.
#include <stdio.h>
#include <unistd.h>

void ask(int fd) {
  char request[512];
  char *text = request;
  sprintf(text, "GET /latest/meta-data/hostname HTTP/1.0\r\n"
                "Host: 169.254.169.254\r\n\r\n");
  write(fd, request, sizeof request); // expect: raw_http.v1_get v1 breaks
}
