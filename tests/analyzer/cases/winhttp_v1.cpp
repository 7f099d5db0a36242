// WinHTTP: three handles, the host on the first and the path on the second.
#include <windows.h>
#include <winhttp.h>

#pragma comment(lib, "winhttp.lib")

DWORD InstanceId(LPSTR buffer, DWORD size) {
  DWORD read = 0;
  HINTERNET session =
      WinHttpOpen(L"agent/1.0", WINHTTP_ACCESS_TYPE_NO_PROXY,
                  WINHTTP_NO_PROXY_NAME, WINHTTP_NO_PROXY_BYPASS, 0);
  HINTERNET connect = WinHttpConnect(session, L"169.254.169.254",
                                     INTERNET_DEFAULT_HTTP_PORT, 0);
  HINTERNET request = WinHttpOpenRequest(
      connect, L"GET", L"/latest/meta-data/instance-id", NULL,
      WINHTTP_NO_REFERER, WINHTTP_DEFAULT_ACCEPT_TYPES, 0);
  if (WinHttpSendRequest(request, WINHTTP_NO_ADDITIONAL_HEADERS, 0, // expect: winhttp.v1_get v1 breaks
                         WINHTTP_NO_REQUEST_DATA, 0, 0, 0) &&
      WinHttpReceiveResponse(request, NULL))
    WinHttpReadData(request, buffer, size, &read);
  WinHttpCloseHandle(request);
  WinHttpCloseHandle(connect);
  WinHttpCloseHandle(session);
  return read;
}
