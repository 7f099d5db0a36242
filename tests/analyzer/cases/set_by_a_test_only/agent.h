#pragma once
#include <string>

class Agent {
public:
  static void set_url(const std::string& url) { url_ = url; }
  int refresh();

private:
  static std::string url_;
};
