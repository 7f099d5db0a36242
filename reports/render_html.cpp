// SPDX-License-Identifier: Apache-2.0
//
// The report to show to people: one file that works from a mail attachment. It
// asks for nothing (the Content-Security-Policy allows its own style and script
// by their hashes and nothing else), and everything is in the markup, so that
// it prints, and reads without the script.
//
// Tested in tests/reports/.
#include "reports/html_assets.h"
#include "reports/html_page.h"
#include "reports/render.h"

#include <fmt/format.h>

namespace imds::report {
namespace {

void write_head(Html& h, const Report& r) {
  h.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n"
        "<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width\">\n");
  h.raw(fmt::format("<meta http-equiv=\"Content-Security-Policy\" content=\""
                    "default-src 'none'; style-src '{}'; script-src '{}'; "
                    "base-uri 'none'; form-action 'none'\">\n",
                    kStyleHash, kScriptHash));
  h.raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
  h.element("title", std::string("IMDSv2 readiness: ") + name(r.verdict));
  h.raw("\n<style>").raw(kStyle).raw("</style>\n</head>\n");
}

void write_foot(Html& h) {
  h.raw("<footer><p>Made by imds-ready " IMDS_VERSION
        " from evidence alone: times are UTC; names are as the hosts gave "
        "them. The same evidence gives the same page.</p></footer>\n");
  h.raw("<script>").raw(kScript).raw("</script>\n</body>\n</html>\n");
}

} // namespace

void render_html(const Report& r, Sink& out) {
  Html h(out);
  write_head(h, r);
  h.raw("<body>\n");
  write_summary(h, r);
  h.raw("<main>\n");
  write_timeline(h, r);
  write_changes(h, r);
  write_blockers(h, r);
  write_missing(h, r);
  write_callers(h, r);
  write_findings(h, r);
  write_teams(h, r);
  write_cautions(h, r);
  write_images(h, r);
  write_hosts(h, r);
  write_settings(h, r);
  write_reconciled(h, r);
  write_actions(h, r);
  h.raw("</main>\n");
  write_foot(h);
}

} // namespace imds::report
