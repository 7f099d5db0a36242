// A proxy exception makes no request.
#include <stdlib.h>

void setup(void) {
  setenv("NO_PROXY", "localhost,169.254.169.254", 1);
}
