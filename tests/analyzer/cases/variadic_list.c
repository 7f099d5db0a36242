// A wrapper hands several further arguments on as a list.
#include <curl/curl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct io {
  const char *url;
  struct curl_slist *headers;
};

static void add_header(struct io *io, const char *format, ...) {
  va_list args;
  char *line;
  va_start(args, format);
  if (vasprintf(&line, format, args) != -1) {
    io->headers = curl_slist_append(io->headers, line);
    free(line);
  }
  va_end(args);
}

static int perform(struct io *io) {
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, io->url);
  curl_easy_setopt(h, CURLOPT_HTTPHEADER, io->headers);
  return curl_easy_perform(h);
}

int role(const char *token) {
  struct io io = {"http://169.254.169.254/latest/meta-data/iam/info", NULL};
  add_header(&io, "%s: %s", "X-aws-ec2-metadata-token", token);
  return perform(&io); // expect: request.v2_get v2 survives
}

int region(void) {
  struct io io = {"http://169.254.169.254/latest/dynamic/instance-identity/document", NULL};
  add_header(&io, "%s: %d", "X-Attempt", 1);
  return perform(&io); // expect: libcurl.v1_get v1 breaks
}
