// WinINet: the headers come with the sending.
// negative: wininet.v1_get
#include <string>
#include <windows.h>
#include <wininet.h>

std::string InstanceId(HINTERNET internet) {
  char token[128] = {};
  DWORD read = 0;
  HINTERNET imds = InternetConnectA(internet, "169.254.169.254", 80, NULL, NULL,
                                    INTERNET_SERVICE_HTTP, 0, 0);
  HINTERNET put = HttpOpenRequestA(imds, "PUT", "/latest/api/token", NULL, NULL,
                                   NULL, INTERNET_FLAG_RELOAD, 0);
  HttpAddRequestHeadersA(put, "X-aws-ec2-metadata-token-ttl-seconds: 21600\r\n",
                         (DWORD)-1, HTTP_ADDREQ_FLAG_ADD);
  HttpSendRequestA(put, NULL, 0, NULL, 0);
  InternetReadFile(put, token, sizeof(token) - 1, &read);

  std::string header = std::string("X-aws-ec2-metadata-token: ") + token;
  HINTERNET get = HttpOpenRequestA(imds, "GET", "/latest/meta-data/instance-id",
                                   NULL, NULL, NULL, INTERNET_FLAG_RELOAD, 0);
  HttpSendRequestA(get, header.c_str(), (DWORD)header.size(), NULL, 0); // expect: request.v2_get v2 survives
  char id[64] = {};
  InternetReadFile(get, id, sizeof(id) - 1, &read);
  return id;
}
