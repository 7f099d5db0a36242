// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"
#include "reports/report.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imds::report {

/// A client that a User-Agent or a program's name gives away.
struct Client {
  std::string name;     // "botocore"
  std::string version;  // "" where unknown
  std::string first_v2; // "" where no version speaks v2
  bool old = false;     // surely below first_v2
  std::string why;
};

/// The packages of rules/software/ by what they are called on a host.
class ClientTable {
public:
  static Result<ClientTable> load(const std::vector<std::string>& extra_dirs);

  /// By the product tokens of a User-Agent; the first that is known.
  std::optional<Client> by_agent(std::string_view user_agent) const;
  /// By the name of a program or script.
  std::optional<Client> by_process(std::string_view name) const;

private:
  struct Package {
    Client client;
    bool never = false;                         // speaks v1 in every version
    std::vector<std::string> agents, processes; // lower case
  };
  static Package package_of(const nlohmann::json& j);

  std::vector<Package> packages_;
};

/// Names the client of each service and adds what its age says, and what the
/// client does when it is refused.
void name_clients(Report& report, const ClientTable& clients);

/// Cautions for `software` facts that cannot speak v2.
void judge_software(Report& report);

} // namespace imds::report
