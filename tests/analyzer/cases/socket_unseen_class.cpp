// A socket class that nobody has seen.
#include "net/socket.h"

#include <string>

std::string id() {
  net::Socket sock;
  sock.connect("169.254.169.254", 80);
  std::string req = "GET /latest/meta-data/instance-id HTTP/1.0\r\n\r\n";
  sock.send(req.c_str(), req.size()); // expect: raw_http.v1_get v1 breaks
  return sock.recv();
}
