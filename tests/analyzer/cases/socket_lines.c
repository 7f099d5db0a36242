// A request is written into a socket line by line.
#include <stdio.h>

int with(FILE *io, const char *path, const char *token) {
  fprintf(io, "GET /latest/meta-data/%s HTTP/1.1\r\n", path); // expect: request.v2_get v2 survives
  fprintf(io, "Host: 169.254.169.254\r\n");
  fprintf(io, "X-aws-ec2-metadata-token: %s\r\n", token);
  fprintf(io, "\r\n");
  return fflush(io);
}

int without(FILE *io, char *out, int size) {
  fputs("GET /latest/meta-data/ami-id HTTP/1.1\r\n", io); // expect: raw_http.v1_get v1 breaks
  fputs("Host: 169.254.169.254\r\n", io);
  fputs("Connection: close\r\n\r\n", io);
  fflush(io);
  return fgets(out, size, io) != NULL;
}

int maybe(FILE *io, const char *token) {
  fprintf(io, "GET /latest/meta-data/mac HTTP/1.1\r\n"); // expect: request.v1_fallback v1-fallback survives
  fprintf(io, "Host: 169.254.169.254\r\n");
  if (token != NULL)
    fprintf(io, "X-aws-ec2-metadata-token: %s\r\n", token);
  fprintf(io, "\r\n");
  return fflush(io);
}
