// A setting of a file decides, read by its name with a default: no token.
// switch: use_token false
#include <stdio.h>

static char use_token;

int conf_bool(void* conf, const char* key, int preset);
char* send_sync(void* server, const char* verb, const char* path, char** lines);
void* make_server(const char* base);

static void* server;

static char* metadata(const char* path) {
  char line[200];
  char* lines[2] = {NULL, NULL};
  if (use_token) {
    char* ttl[2] = {"X-aws-ec2-metadata-token-ttl-seconds: 30", NULL};
    char* token = send_sync(server, "PUT", "/latest/api/token", ttl);
    if (token) {
      snprintf(line, sizeof line, "X-aws-ec2-metadata-token: %s", token);
      lines[0] = line;
    } else {
      lines[0] = NULL;
    }
  }
  return send_sync(server, "GET", path, lines);
}

void start(void) {
  server = make_server("http://169.254.169.254");
  metadata("/latest/meta-data/ami-id"); // expect: request.v1_fallback v1-fallback breaks
}

void configure(void* conf) {
  use_token = conf_bool(conf, "useToken", FALSE);
}
