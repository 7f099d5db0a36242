// SPDX-License-Identifier: Apache-2.0
// Requests whose headers and commands hold secrets. A finding may point here
// and may quote the path of a request, but never the secret.
#include <cstdlib>
#include <curl/curl.h>

void ask(CURL* handle) {
  curl_slist* headers = curl_slist_append(
      nullptr, "X-aws-ec2-metadata-token: AQAEAIMDSCANARY00000000tokentoken==");
  headers =
      curl_slist_append(headers, "Authorization: Bearer IMDSCANARYbearer");
  curl_easy_setopt(handle, CURLOPT_URL,
                   "http://169.254.169.254/latest/meta-data/");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  curl_easy_perform(handle);
}

int ask_by_shell() {
  return std::system("curl -s -u admin:IMDSCANARYpassword "
                     "http://169.254.169.254/latest/meta-data/ami-id");
}

int ask_with_a_token() {
  return std::system("curl -H 'X-aws-ec2-metadata-token: AQAEAIMDSCANARY==' "
                     "http://169.254.169.254/latest/user-data");
}
