// A firewall rule that names the address sends nothing to it.
#include <stdlib.h>

int protect(void) {
  return system("iptables -A OUTPUT -d 169.254.169.254 -j DROP");
}
