// A test tells its server what to answer.
// negative: request.v1_get
#include "acme/mock.h"
#include <gtest/gtest.h>

struct Fixture : acme::Fixture {};

TEST_F(Fixture, AnswersRole) {
  when()
      .request("/latest/meta-data/iam/security-credentials/")
      .then_reply_with("role");
}
