// A handle whose type nobody declares is asked for with "!" before it is used.
#include <winhttp.h>

class Getter {
public:
  bool open(HINTERNET connection, const wchar_t* path) {
    request_ = WinHttpOpenRequest(connection, L"GET", path, NULL, NULL, NULL, 0);
    return request_ != NULL;
  }
  bool send() {
    if (!request_)
      return false;
    // expect: winhttp.v1_get v1 breaks
    return WinHttpSendRequest(request_, NULL, 0, NULL, 0, 0, 0);
  }

private:
  HINTERNET request_ = NULL;
};

bool instance_id(HINTERNET session) {
  HINTERNET connection = WinHttpConnect(session, L"169.254.169.254", 80, 0);
  Getter getter;
  if (!getter.open(connection, L"/latest/meta-data/instance-id"))
    return false;
  return getter.send();
}
