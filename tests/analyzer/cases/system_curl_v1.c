// A command line that runs curl is read as shell.
#include <stdlib.h>

int id(void) {
  return system("curl -s http://169.254.169.254/latest/meta-data/instance-id" // expect: shell.v1_get v1 breaks
                " > /run/id");
}
