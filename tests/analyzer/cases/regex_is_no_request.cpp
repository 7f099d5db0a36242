// A deny list is tried on the address by a regular expression.
// negative: request.v1_get
#include "acme/regex.h"
#include <gtest/gtest.h>
#include <string>

class Validator {
public:
  bool allows(const std::string& url) const { return !denied_.exec(url); }

private:
  acme::Regex denied_{"169[.]254[.]"};
};

TEST(Validator, DeniesLinkLocal) {
  Validator v;
  EXPECT_FALSE(v.allows("http://169.254.169.254/latest/meta-data/"));
}
