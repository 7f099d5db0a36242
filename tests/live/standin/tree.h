// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace imds::standin {

struct Document {
  std::string body;
  std::string_view content_type;
};

/// The metadata under `path` (/latest/..., /1.0/..., /YYYY-MM-DD/..., or /);
/// nullopt where there is none. Credentials and user-data are canaries.
std::optional<Document> metadata(std::string_view path);

/// A dated or /latest root of the API token, and whether it is /latest.
bool is_token_path(std::string_view path);
bool is_latest_token_path(std::string_view path);

} // namespace imds::standin
