// The words of a command line are elements of an array.
#include <unistd.h>

void get(void) {
  char *const words[] = {"wget", "-qO-",
                         "http://169.254.169.254/latest/meta-data/ami-id", 0};
  execvp(words[0], words); // expect: shell.v1_get v1 breaks
}
