// A timer and an event loop that are given an object ask nothing, whatever the object knows.
#include <string>

struct Agent {
  std::string url;
  int asked = 0;
};

void retry_timer_start(Agent& agent, int seconds);
void uv_run(Agent& agent, int mode);
std::string fetch(const std::string& url);

std::string serve() {
  Agent agent;
  agent.url = "http://169.254.169.254/latest/meta-data/mac";
  retry_timer_start(agent, 60);
  uv_run(agent, 0);
  return fetch(agent.url); // expect: request.v1_get v1 breaks
}
