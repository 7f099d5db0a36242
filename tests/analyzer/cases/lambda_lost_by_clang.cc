// Clang drops what a lambda returns, since it does not know the class.
#include <future>
#include "http.h"

auto id() {
  return std::async(std::launch::async, [] {
    return HttpClient().Get("http://169.254.169.254/latest/meta-data/instance-id").Body(); // expect: request.v1_get v1 breaks
  });
}
