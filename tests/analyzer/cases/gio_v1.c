// GIO: a file whose name is a URL.
#include <gio/gio.h>

char *instance_id(GError **error) {
  GFile *file = g_file_new_for_uri(
      "http://169.254.169.254/latest/meta-data/instance-id");
  char *contents = NULL;
  gsize length = 0;
  g_file_load_contents(file, NULL, &contents, &length, NULL, error); // expect: gio.v1_get v1 breaks
  g_object_unref(file);
  return contents;
}
