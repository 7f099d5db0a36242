// GLib's socket client: a stream of a connection is written to.
#include <gio/gio.h>
#include <string.h>

gchar *id(GError **error) {
  g_autoptr(GSocketClient) client = g_socket_client_new();
  g_autoptr(GSocketConnection) con =
      g_socket_client_connect_to_host(client, "169.254.169.254", 80, NULL, error);
  if (con == NULL)
    return NULL;
  GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(con));
  const gchar *request = "GET /latest/meta-data/instance-id HTTP/1.0\r\n\r\n";
  if (!g_output_stream_write_all(out, request, strlen(request), NULL, NULL, error)) // expect: raw_http.v1_get v1 breaks
    return NULL;
  return read_all(con);
}
