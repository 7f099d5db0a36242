// GIO: a file of the instance that is no URL of IMDS.
// negative: gio.v1_get
#include <gio/gio.h>

/* cloud-init keeps there what http://169.254.169.254/latest/ said */
char *instance_id(GError **error) {
  GFile *file = g_file_new_for_uri("file:///run/cloud-init/instance-id");
  char *contents = NULL;
  g_file_load_contents(file, NULL, &contents, NULL, NULL, error);
  g_object_unref(file);
  return contents;
}
