// A message that names the address asks nothing.
#include <cstdio>

void complain() {
  std::fprintf(stderr, "cannot reach http://169.254.169.254/latest/meta-data/,"
                       " is this an EC2 instance?\n");
}
