// instance-data as an option's name or an identifier is not the endpoint.
#include <cstring>

struct Options {
  const char* instance_data = nullptr;
};

bool parse(Options& options, const char* word) {
  if (std::strcmp(word, "--instance-data") == 0)
    options.instance_data = word;
  return options.instance_data != nullptr;
}
