// A function of the program's own runs command lines.
#include <cstdio>
#include <string>

std::string run(const std::string& command) {
  std::string out;
  FILE* pipe = popen(command.c_str(), "r");
  char buffer[128];
  while (pipe && fgets(buffer, sizeof buffer, pipe))
    out += buffer;
  if (pipe)
    pclose(pipe);
  return out;
}

std::string zone() {
  return run("curl -s http://169.254.169.254/latest/meta-data/placement/" // expect: shell.v1_get v1 breaks
             "availability-zone");
}

std::string kernel() { return run("uname -r"); }
