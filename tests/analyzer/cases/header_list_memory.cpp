// A list class of the tree gives the memory in which it keeps its lines.
#include <cstdlib>
#include <cstring>
#include <string>

class Lines {
public:
  void Set(const char* name, const char* value) {
    lines_ = static_cast<char**>(realloc(lines_, 16 * sizeof(char*)));
    lines_[count_++] = joined(name, value);
  }
  char** List() { return lines_; }

private:
  static char* joined(const char* name, const char* value);
  char** lines_ = nullptr;
  int count_ = 0;
};

struct Answer {
  char* data;
};
Answer* FetchUrl(const char* url, char** options);

std::string role() {
  std::string root = "http://169.254.169.254", token;
  Lines put;
  put.Set("CUSTOMREQUEST", "PUT");
  put.Set("HEADERS", "X-aws-ec2-metadata-token-ttl-seconds: 60");
  if (Answer* got = FetchUrl((root + "/latest/api/token").c_str(), put.List()))
    token = got->data;
  Lines get;
  if (!token.empty())
    get.Set("HEADERS", ("X-aws-ec2-metadata-token: " + token).c_str());
  Answer* got = FetchUrl( // expect: request.v1_fallback v1-fallback survives
      (root + "/latest/meta-data/iam/info").c_str(), get.List());
  return got->data;
}
