// A function pointer has the name of a struct that stands elsewhere.
struct request {
  int id;
};

struct client;
struct client_vtable {
  int (*request)(struct client *client, int method, const char *uri);
};
struct client {
  struct client_vtable *vtable;
};

int instance_id(struct client *client) {
  return client->vtable->request( // expect: request.v1_get v1 breaks
      client, 0, "/latest/meta-data/instance-id");
}
