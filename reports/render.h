// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.h"
#include "reports/sink.h"

// One renderer a file: render_text.cpp, render_json.cpp, ... Each reads the
// judged report and decides nothing. What cannot be written is the sink's to
// remember; FileSink::commit tells.
namespace imds::report {

void render_text(const Report& r, Sink& out, bool color);
void render_json(const Report& r, Sink& out);
void render_html(const Report& r, Sink& out);
void render_md(const Report& r, Sink& out);
void render_sarif(const Report& r, Sink& out);
void render_junit(const Report& r, Sink& out);
void render_csv(const Report& r, Sink& out);

} // namespace imds::report
