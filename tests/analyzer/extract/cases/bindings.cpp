// Structured bindings and range loops name their parts.
#include <map>
#include <string>
void put(const std::string& k, const std::string& v);
void f(const std::map<std::string, std::string>& headers) {
  for (const auto& [name, value] : headers)
    put(name, value);
  // ir: put(name, value)
  headers.at("x");
  // ir: headers.std::map::at@std::map("x")
}
