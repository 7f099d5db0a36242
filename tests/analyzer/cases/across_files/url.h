// The URL is in a header, the wrapper in one file, the call in another one.
#pragma once
#include <string>
namespace net {
extern const std::string kMetadata;
int get(const std::string& url);
} // namespace net
