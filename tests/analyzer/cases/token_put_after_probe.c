// Asked without a token first, and a token is fetched only where that failed.
#include <stdarg.h>

struct wire;

int wire_send(struct wire *w, char *out, const char *verb, const char *url,
              const char *headers);

int wire_read(struct wire *w, char *out, const char *verb, const char *url,
              const char *format, ...) {
  char headers[256] = "";
  va_list args;
  va_start(args, format);
  if (format)
    vsnprintf(headers, sizeof headers, format, args);
  va_end(args);
  return wire_send(w, out, verb, url, headers);
}

int version_of(struct wire *w, char *out) {
  if (wire_read(w, out, "GET", "http://169.254.169.254/latest/meta-data", 0) == 0) // expect: request.v1_fallback v1-fallback survives
    return 1;
  if (wire_read(w, out, "PUT", "http://169.254.169.254/latest/api/token",
                "X-aws-ec2-metadata-token-ttl-seconds: %u", 60) == 0)
    return 2;
  return 0;
}
