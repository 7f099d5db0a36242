// The URL goes into settings by a setter, and out by a getter in another file.
#pragma once
#include <string>

class Settings {
public:
  const std::string& role_source() const;
  void set_role_source(const std::string& url);

private:
  std::string role_source_;
};
