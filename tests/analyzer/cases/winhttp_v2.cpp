// WinHTTP: the token is a line that is added to the request.
// negative: winhttp.v1_get
#include <string>
#include <windows.h>
#include <winhttp.h>

static std::wstring Read(HINTERNET request);

static std::wstring Ask(HINTERNET connect, LPCWSTR verb, LPCWSTR path,
                        const std::wstring& header) {
  HINTERNET request = WinHttpOpenRequest(connect, verb, path, NULL,
                                         WINHTTP_NO_REFERER,
                                         WINHTTP_DEFAULT_ACCEPT_TYPES, 0);
  WinHttpAddRequestHeaders(request, header.c_str(), (DWORD)-1,
                           WINHTTP_ADDREQ_FLAG_ADD);
  if (!WinHttpSendRequest(request, WINHTTP_NO_ADDITIONAL_HEADERS, 0,
                          WINHTTP_NO_REQUEST_DATA, 0, 0, 0) ||
      !WinHttpReceiveResponse(request, NULL))
    return L"";
  return Read(request);
}

std::wstring InstanceId(HINTERNET session) {
  HINTERNET connect = WinHttpConnect(session, L"169.254.169.254", 80, 0);
  std::wstring token = Ask(connect, L"PUT", L"/latest/api/token",
                           L"X-aws-ec2-metadata-token-ttl-seconds: 21600");
  return Ask(connect, L"GET", L"/latest/meta-data/instance-id", // expect: request.v2_get v2 survives
             L"X-aws-ec2-metadata-token: " + token);
}
