// A helper named expect() among the arguments does not make a call a mock's.
#include "client.h"

void ask(Client& client) {
  client.request("http://169.254.169.254/latest/meta-data/ami-id", expect(200)); // expect: request.v1_get v1 breaks
}
