// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/program.h"
#include "analyzer/link/store.h"

#include <optional>

namespace imds::analyzer::link {

/// config_bool(ctx, "useToken", FALSE): a setting, by its name, and what holds
/// where nobody set it.
struct Setting {
  std::string key;
  std::string preset;
};

std::optional<Setting> setting_of(const ir::Expr& call);

/// settings.value("url", preset): the settings keep nothing of the preset, so
/// that what else they are asked for has nothing of it.
bool only_presets(const ir::Expr& call);

/// Tells the store what members and globals are by default that a setting is
/// read into, also by functions that no request makes worth a walk.
void note_settings(const Program& program, Store& store);

} // namespace imds::analyzer::link
