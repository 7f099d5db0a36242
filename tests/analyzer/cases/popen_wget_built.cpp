// The command line is built from pieces.
#include <cstdio>
#include <string>

FILE* get(const std::string& key) {
  const std::string command =
      "wget -qO- http://169.254.169.254/latest/meta-data/" + key;
  return popen(command.c_str(), "r"); // expect: shell.v1_get v1 breaks
}
