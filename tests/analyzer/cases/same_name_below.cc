// A method asks by a method of the same name of a class nobody has seen.
#include "http.h"

class Metadata {
  Transport transport_;

public:
  std::string get(const std::string& key) {
    return transport_.get("http://169.254.169.254/latest/meta-data/" + key);
  }
};

std::string id(Metadata& m) {
  return m.get("instance-id"); // expect: request.v1_get v1 breaks
}
