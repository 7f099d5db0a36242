// A C array of header lines, filled after it was declared; a switch says whether.
#include <stdio.h>
#include <stdlib.h>
#include "agent.h"

static void *server;
static char use_token;

static char *ask(const char *key, size_t *size) {
  char *headers[2];
  char line[200];
  headers[1] = NULL;
  if (use_token) {
    char *ttl[2] = {"X-aws-ec2-metadata-token-ttl-seconds: 30", NULL};
    char *token = agent_send(server, "PUT", "/latest/api/token", ttl, size);
    if (token) {
      snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", token);
      headers[0] = line;
      free(token);
    } else {
      headers[0] = NULL;
    }
  } else {
    headers[0] = NULL;
  }
  return agent_send(server, "GET", key, headers, size);
}

void start(void) {
  size_t size;
  use_token = agent_config_boolean("useToken", 1);
  server = agent_server("http://169.254.169.254", 2, 2);
  ask("/latest/meta-data/iam/security-credentials/", &size); // expect: request.v1_fallback v1-fallback survives
}
