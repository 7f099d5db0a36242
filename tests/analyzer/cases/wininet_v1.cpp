// WinINet: a URL is opened like a file.
#include <tchar.h>
#include <windows.h>
#include <wininet.h>

DWORD InstanceId(char* buffer, DWORD size) {
  DWORD read = 0;
  HINTERNET internet =
      InternetOpen(_T("agent"), INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, 0);
  HINTERNET url = InternetOpenUrl( // expect: wininet.v1_get v1 breaks
      internet, _T("http://169.254.169.254/latest/meta-data/instance-id"), NULL,
      0, INTERNET_FLAG_RELOAD, 0);
  if (url)
    InternetReadFile(url, buffer, size, &read);
  InternetCloseHandle(url);
  InternetCloseHandle(internet);
  return read;
}
