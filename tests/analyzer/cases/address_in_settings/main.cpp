// The URL goes into settings by a setter, and out by a getter in another file.
#include "settings.h"
#include "store.h"

int main(int argc, char** argv) {
  Settings settings;
  if (argc > 1)
    settings.set_role_source(std::string("http://169.254.169.254/latest/meta-data/iam/security-credentials/") + argv[1]);
  Store store(&settings);
  store.start(); // that it knows the settings says nothing of what it asks for
  return 0;
}
