// One endpoint is kept for two clouds: what the other one asks, nobody knows.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int connect_to(const char* host, int port);
char* next_document(void);

struct system {
  char* endpoint;
  char* container;
};

static int ask(const char* host, const char* path, const char* version) {
  char request[512];
  int fd = connect_to(host, 80);
  int n = snprintf(request, sizeof request,
                   "GET %s HTTP/1.0\r\nHost: %s\r\nVersion: %s\r\n\r\n", path,
                   host, version);
  return write(fd, request, n) == n ? 0 : -1;
}

int fetch_here(struct system* system) {
  return ask(system->endpoint, "/latest/meta-data/instance-id", // expect: raw_http.v1_get v1 breaks
             "1");
}

int fetch_there(struct system* system) {
  return ask(system->endpoint, next_document(), "2015-04-05");
}

void start(struct system* system) {
  system->endpoint = strdup("169.254.169.254");
}
