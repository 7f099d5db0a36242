// SPDX-License-Identifier: Apache-2.0
#include "reports/loss.h"

#include <array>

namespace imds::report {
namespace {

struct Row {
  const char* name;
  const char* meaning;
};
constexpr std::array<Row, kLossCount> kRows = {{
    {"credentials", "gets no credentials, so every AWS call it signs fails"},
    {"user-data", "gets no user data, so boot configuration is not applied"},
    {"ssh-keys", "gets no public keys, so logins by key may fail"},
    {"role-info", "cannot tell which role it has"},
    {"identity-document",
     "gets no identity document, so it cannot prove or name its instance"},
    {"region", "cannot tell its Region or Availability Zone"},
    {"instance-identity", "cannot tell which instance it runs on"},
    {"network", "cannot tell its addresses and names"},
    {"tags", "cannot read the tags of its instance"},
    {"spot-notices", "gets no notice before it is interrupted"},
    {"metadata", "gets no answer to what it asks"},
    {"none", "loses nothing"},
}};

} // namespace

const char* name(Loss loss) {
  return kRows[static_cast<std::size_t>(loss)].name;
}

const char* meaning(Loss loss) {
  return kRows[static_cast<std::size_t>(loss)].meaning;
}

Loss loss_named(std::string_view word) {
  for (std::size_t i = 0; i < kRows.size(); ++i)
    if (word == kRows[i].name)
      return static_cast<Loss>(i);
  return Loss::metadata;
}

} // namespace imds::report
