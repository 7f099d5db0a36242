// A date that a header carries is the version of a protocol and no path.
#include <wire/http.hpp>

#include <string>

wire::Answer identity(wire::Client& client) {
  wire::Request request("GET", "/metadata/identity/oauth2/token");
  request.set_host("169.254.169.254");
  request.put("x-ms-version", "2024-08-04");
  request.put("Metadata", "true");
  return client.send(request);
}
