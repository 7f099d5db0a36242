#pragma once
#include <string>

class Client {
public:
  virtual ~Client() = default;
  std::string zone();

protected:
  virtual std::string text_of(const std::string& url);
};
