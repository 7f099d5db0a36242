// cpr: a typed URL and nothing else.
#include <cpr/cpr.h>

std::string id() {
  auto r = cpr::Get(cpr::Url{"http://169.254.169.254/latest/meta-data/mac"}); // expect: cpr.v1_get v1 breaks
  return r.text;
}
