// A request that holds its header records and their count: none where it is 0.
struct record {
  const char *name;
  const char *value;
};
struct call {
  const char *host;
  const char *path;
  struct record headers[4];
  int header_count;
};
char *call_send(struct call *c);

extern char token[];

void two(void) {
  struct call c = {.host = "169.254.169.254", .path = "/latest/meta-data/mac"};
  c.headers[0].name = "X-aws-ec2-metadata-token";
  c.headers[0].value = token;
  c.header_count = 1;
  call_send(&c); // expect: request.v2_get v2 survives
  c.header_count = 0;
  call_send(&c); // expect: request.v1_get v1 breaks
}
