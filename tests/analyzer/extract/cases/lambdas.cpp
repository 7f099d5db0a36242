// A lambda is a function of its own, and a call of its variable calls it.
#include <functional>
#include <string>
void send(const std::string& path);
void f(std::function<void(const char*)> hook) {
  const std::string host = "h";
  auto get = [&](const char* path) { send(host + path); };
  // ir: function f(lambda 1) local in f (path: char*) -> void  lambdas.cpp:7
  // ir: send((host + path))
  get("/latest/");
  // ir: f(lambda 1)("/latest/")
  hook("/x");
  // ir: (*hook)("/x")
}
