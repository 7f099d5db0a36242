// C names run together: httpget asks, and so does imgdownload.
int httpget(const char *url, char *out);
int imgdownload(const char *url, char *out);

void boot(char *out) {
  httpget("http://169.254.169.254/latest/meta-data/mac", out); // expect: request.v1_get v1 breaks
  imgdownload("http://169.254.169.254/latest/user-data", out); // expect: request.v1_get v1 breaks
}
