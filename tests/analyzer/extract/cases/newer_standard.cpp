// Only C++20 has std::erase_if(set, ...), and nothing else in the text says so.
#include <set>
#include <string>

int left(std::set<std::string> folders) {
  return static_cast<int>(
      std::erase_if(folders, [](const std::string& f) { return f.empty(); }));
}

std::string first = "http://169.254.169.254/latest/";
// ir: unit newer_standard.cpp (repaired)
// ir: return std::erase_if(folders, lambda left(lambda 1))
