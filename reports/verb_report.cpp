// SPDX-License-Identifier: Apache-2.0
#include "reports/verb_report.h"

#include "reports/term.h"

namespace imds {

ExitStatus report_main(const std::vector<std::string>&) {
  term::error({"is not built yet", "report", ""});
  return ExitStatus::could_not_run;
}

} // namespace imds
