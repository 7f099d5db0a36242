// A function named concat gives a status; the text is what it writes.
#include <stdlib.h>
#include <string.h>

int http_send(const char *url);

static int url_concat(const char *base, const char *path, char **url) {
  char *made = malloc(strlen(base) + strlen(path) + 1);
  if (made == NULL)
    return -1;
  strcpy(made, base);
  strcat(made, path);
  *url = made;
  return 0;
}

int user_data(void) {
  char *url = NULL;
  int status = url_concat("http://169.254.169.254/latest/", "user-data", &url);
  if (status != 0)
    return status;
  return http_send(url); // expect: request.v1_get v1 breaks
}
