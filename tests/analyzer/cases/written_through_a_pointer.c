// What is written through a pointer, where nothing else happens, is unknown.
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

int connect_to(const char *host);

static int ask(const char *method, const char *path, const char *header,
               char *body, int *status) {
  char request[512], reply[4096];
  if (status != NULL)
    *status = 0;
  int size = snprintf(request, sizeof request,
                      "%s %s HTTP/1.1\r\nHost: 169.254.169.254\r\n%s\r\n",
                      method, path, header != NULL ? header : "");
  int fd = connect_to("169.254.169.254");
  if (send(fd, request, (size_t)size, 0) < 0)
    return 0;
  recv(fd, reply, sizeof reply, 0);
  if (status != NULL)
    sscanf(reply, "HTTP/%*s %d", status);
  if (body != NULL)
    strcpy(body, strstr(reply, "\r\n\r\n") + 4);
  return 1;
}

static int fetch_token(char *token) {
  int status = 0;
  if (!ask("PUT", "/latest/api/token",
           "X-aws-ec2-metadata-token-ttl-seconds: 60\r\n", token, &status))
    return 0;
  return status == 200;
}

static void first_line(const char *text, char *line) {
  size_t i = 0;
  while (text[i] != '\0' && text[i] != '\n') {
    line[i] = text[i];
    i++;
  }
}

void credentials(char *out) {
  char token[256], header[300], list[256], role[64], path[128];
  if (!fetch_token(token))
    return;
  snprintf(header, sizeof header, "X-aws-ec2-metadata-token: %s\r\n", token);
  ask("GET", "/latest/meta-data/iam/security-credentials/", header, list, // expect: request.v2_get v2 survives
      NULL);
  memset(role, 0, sizeof role);
  first_line(list, role);
  if (role[0] == '\0')
    return;
  snprintf(path, sizeof path, "/latest/meta-data/iam/security-credentials/%s",
           role);
  ask("GET", path, header, out, NULL); // expect: request.v2_get v2 survives
}
