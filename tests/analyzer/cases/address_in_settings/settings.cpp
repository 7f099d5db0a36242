// The URL goes into settings by a setter, and out by a getter in another file.
#include "settings.h"

const std::string& Settings::role_source() const { return role_source_; }

void Settings::set_role_source(const std::string& url) { role_source_ = url; }
