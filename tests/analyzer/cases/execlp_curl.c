// The words of a command line are arguments.
#include <unistd.h>

void get(void) {
  execlp("curl", "curl", "-s", "http://169.254.169.254/latest/user-data", // expect: shell.v1_get v1 breaks
         (char *)0);
}
