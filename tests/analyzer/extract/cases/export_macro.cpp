// A macro that only a missing header defines does not cost its declaration.
#include "acme_export.h"
class ACME_EXPORT Client {
public:
  ACME_API const char* path() const { return "/latest/meta-data/"; }
  // ir: return "/latest/meta-data/"
  // ir: class Client
};
