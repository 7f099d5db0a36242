// C whose types are missing keeps calls, members and literals.
#include "gone.h"
int f(gone_t* self) {
  self->url = "http://169.254.169.254/";
  // ir: self.url = "http://169.254.169.254/"
  return gone_send(self, GONE_GET, "x");
  // ir: return gone_send(self, ::GONE_GET, "x")
}
