// Header records of a declared array, filled member by member at a counter.
struct header {
  const char *name;
  const char *value;
};
char *agent_send(const char *url, const char *verb, struct header *headers,
                 int count);

char *zone(void) {
  struct header headers[4];
  int n = 0;
  headers[n].name = "X-aws-ec2-metadata-token-ttl-seconds";
  headers[n].value = "60";
  n++;
  char *token = agent_send("http://169.254.169.254/latest/api/token", "PUT",
                           headers, n);
  if (!token)
    return 0;
  struct header with[4];
  n = 0;
  with[n].name = "X-aws-ec2-metadata-token";
  with[n].value = token;
  n++;
  return agent_send("http://169.254.169.254/latest/meta-data/placement/availability-zone", "GET", with, n); // expect: request.v2_get v2 survives
}
