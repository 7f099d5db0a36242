// What a connection reads is the answer, also where the loop that writes is not gone through.
#include <string>
#include <wire/connection.h>

std::string ask(const std::string &path, const std::string &token) {
  const std::string host = "169.254.169.254";
  wire::Connection connection(host, 80);
  const std::string text = "GET " + path + " HTTP/1.0\r\n"
                           "Host: " + host + "\r\n"
                           "X-aws-ec2-metadata-token: " + token + "\r\n\r\n";
  for (size_t done = 0; done < text.size();) {
    long n = connection.write(text.data() + done, text.size() - done);
    if (n <= 0)
      return "";
    done += n;
  }
  std::string answer;
  char buffer[512];
  for (long n = connection.read(buffer, sizeof buffer); n > 0;
       n = connection.read(buffer, sizeof buffer))
    answer.append(buffer, n);
  return answer;
}

std::string zone(const std::string &token) {
  return ask("/latest/meta-data/placement/availability-zone", token); // expect: request.v2_get v2 survives
}
