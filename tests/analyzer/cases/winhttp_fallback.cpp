// WinHTTP in a helper; the header is added where a token is there.
#include <windows.h>
#include <winhttp.h>
#include <string>

static std::string Ask(LPCWSTR verb, LPCWSTR path, const std::wstring &header) {
  HINTERNET session = WinHttpOpen(L"agent", WINHTTP_ACCESS_TYPE_NO_PROXY, NULL, NULL, 0);
  HINTERNET connection = WinHttpConnect(session, L"169.254.169.254", INTERNET_DEFAULT_HTTP_PORT, 0);
  HINTERNET request = WinHttpOpenRequest(connection, verb, path, NULL, WINHTTP_NO_REFERER, WINHTTP_DEFAULT_ACCEPT_TYPES, 0);
  std::string body;
  if (!header.empty())
    WinHttpAddRequestHeaders(request, header.c_str(), (DWORD)-1, WINHTTP_ADDREQ_FLAG_ADD);
  if (WinHttpSendRequest(request, WINHTTP_NO_ADDITIONAL_HEADERS, 0, NULL, 0, 0, 0) && WinHttpReceiveResponse(request, NULL)) {
    char buffer[512];
    DWORD read = 0;
    while (WinHttpReadData(request, buffer, sizeof buffer, &read) && read > 0)
      body.append(buffer, read);
  }
  WinHttpCloseHandle(request);
  WinHttpCloseHandle(connection);
  WinHttpCloseHandle(session);
  return body;
}

std::string InstanceId() {
  std::string token = Ask(L"PUT", L"/latest/api/token", L"X-aws-ec2-metadata-token-ttl-seconds: 60");
  std::wstring header;
  if (!token.empty())
    header = L"X-aws-ec2-metadata-token: " + std::wstring(token.begin(), token.end());
  return Ask(L"GET", L"/latest/meta-data/instance-id", header); // expect: request.v1_fallback v1-fallback survives
}
