// Commands of a program that write the request themselves.
#include <stdio.h>
#include <stdlib.h>

void ask(void) {
  system("printf 'GET /latest/meta-data/ HTTP/1.0\\r\\n\\r\\n' | nc 169.254.169.254 80"); // expect: shell_socket.v1_get v1 breaks
  system("bash -c 'exec 3<>/dev/tcp/169.254.169.254/80; echo \"GET /latest/user-data HTTP/1.0\" >&3; echo >&3; cat <&3'"); // expect: shell_socket.v1_get v1 breaks
}

void ask_with(const char *token) {
  char command[512];
  snprintf(command, sizeof command,
           "printf 'GET /latest/meta-data/mac HTTP/1.0\\r\\nX-aws-ec2-metadata-token: %s\\r\\n\\r\\n' | nc 169.254.169.254 80",
           token);
  system(command); // expect: request.v2_get v2 survives
}
