// Names that no header declares keep their calls and literals.
#include <acme/missing.h>
int use() {
  auto reply = http.get("http://169.254.169.254/a");
  // ir: declare reply = ::http.get("http://169.254.169.254/a")
  acme::Client client("b");
  // ir: declare client: acme::Client = new acme::Client("b")
  client.Get("c");
  // ir: client.Get@acme::Client("c")
  acme::call("d");
  // ir: acme::call("d")
  pool->run(kVerb, "e");
  // ir: ::pool.run(::kVerb, "e")
  return fetch("f");
  // ir: return fetch("f")
}
