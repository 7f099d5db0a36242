// C code may call a parameter "this", and return by a macro.
#include "acme/log.h"
#include "acme/socket.h"

typedef struct Request {
  const char* verb;
  const char* host;
  const char* path;
} Request;

Request* request_new(Request* const this, const char* verb, const char* host,
                     const char* path) {
  this->verb = verb;
  this->host = host;
  this->path = path;
  LOG_RETURN(REQUEST, this);
}

void ask(Request* memory) {
  Request* request = request_new(memory, "GET", "169.254.169.254",
                                 "/latest/meta-data/hostname");
  acme_send_request(request); // expect: request.v1_get v1 breaks
}
