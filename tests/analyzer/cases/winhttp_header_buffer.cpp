// The header line is put together in a buffer of a class that nobody declares.
#include "text_buffer.h"
#include <windows.h>
#include <winhttp.h>

static TextBuffer ask_token(HINTERNET host) {
  HINTERNET put = WinHttpOpenRequest(host, L"PUT", L"/latest/api/token", 0, 0, 0, 0);
  WinHttpSendRequest(put, L"X-aws-ec2-metadata-token-ttl-seconds: 60", -1L, 0, 0, 0, 0);
  WinHttpReceiveResponse(put, 0);
  TextBuffer token;
  WinHttpReadData(put, token.data, 256, &token.size);
  return token;
}

void zone(HINTERNET session) {
  HINTERNET host = WinHttpConnect(session, L"169.254.169.254", 80, 0);
  TextBuffer token = ask_token(host);
  TextBuffer header;
  header.append(L"X-aws-ec2-metadata-token: ");
  header.append(token.data);
  HINTERNET get = WinHttpOpenRequest(host, L"GET",
      L"/latest/meta-data/placement/availability-zone", 0, 0, 0, 0);
  WinHttpSendRequest(get, header.data, header.size, 0, 0, 0, 0); // expect: request.v2_get v2 survives
}
