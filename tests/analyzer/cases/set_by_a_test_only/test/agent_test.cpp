#include "../agent.h"

TEST(Agent, KeepsItsUrl) {
  Agent::set_url("http://169.254.169.254/latest/meta-data/iam/info");
}
