// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/argv_mask.h"

#include <gtest/gtest.h>

namespace imds::sniffer {
namespace {

using Args = std::vector<std::string>;

struct Case {
  Args argv;
  Args masked;
};

const std::string kRandom = "AQAEAKx3v9ZcQ7uO0pLmN2bVtYsW5eRfGhJkD1aXiC8=";

const Case cases[] = {
    // Nothing to hide.
    {{"curl", "-s", "http://169.254.169.254/latest/api/token"},
     {"curl", "-s", "http://169.254.169.254/latest/api/token"}},
    {{"/usr/sbin/sshd", "-D", "-p", "22"},
     {"/usr/sbin/sshd", "-D", "-p", "22"}},
    {{"java", "-cp", "/opt/App1/lib/Server-1.2.jar", "com.example.Main"},
     {"java", "-cp", "/opt/App1/lib/Server-1.2.jar", "com.example.Main"}},
    {{"x", "0123456789abcdef0123456789abcdef0123456789abcdef"},
     {"x", "0123456789abcdef0123456789abcdef0123456789abcdef"}},
    {{"app", "http://token:8080/x"}, {"app", "http://token:8080/x"}},
    {{}, {}},
    // Headers.
    {{"curl", "-H", "X-aws-ec2-metadata-token: abc"},
     {"curl", "-H", "X-aws-ec2-metadata-token: ***"}},
    {{"curl", "-HAuthorization: Bearer a b"}, {"curl", "-HAuthorization: ***"}},
    {{"wget", "--header=X-Thing: a b"}, {"wget", "--header=X-Thing: ***"}},
    {{"curl", "--header", "A: b"}, {"curl", "--header", "A: ***"}},
    // Options that take a secret.
    {{"app", "--password", "hunter2", "-v"},
     {"app", "--password", "***", "-v"}},
    {{"app", "--db-password=hunter2"}, {"app", "--db-password=***"}},
    {{"app", "-api-key", "k"}, {"app", "-api-key", "***"}},
    {{"app", "--token", "--secret", "s"},
     {"app", "--token", "--secret", "***"}},
    {{"curl", "-u", "me:pw", "x"}, {"curl", "-u", "me:***", "x"}},
    {{"curl", "-ume:pw"}, {"curl", "-ume:***"}},
    {{"curl", "-sume:pw"}, {"curl", "-sume:***"}},
    {{"curl", "-sku", "me:pw"}, {"curl", "-sku", "me:***"}},
    {{"curl", "-sHToken: a"}, {"curl", "-sHToken: ***"}},
    {{"curl", "-sfLo", "/dev/null", "http://h/"},
     {"curl", "-sfLo", "/dev/null", "http://h/"}},
    {{"curl", "-sb", "sid=1"}, {"curl", "-sb", "***"}},
    {{"curl", "--cookie", "sid=1"}, {"curl", "--cookie", "***"}},
    {{"curl", "--cert", "me.pem:pw"}, {"curl", "--cert", "me.pem:***"}},
    {{"curl", "--oauth2-bearer", "a"}, {"curl", "--oauth2-bearer", "***"}},
    {{"curl", "--proxy-pass", "pw"}, {"curl", "--proxy-pass", "***"}},
    {{"http", "--auth", "me:pw"}, {"http", "--auth", "***"}},
    {{"openssl", "-passin", "pass:pw"}, {"openssl", "-passin", "***"}},
    {{"app", "--api.key=k"}, {"app", "--api.key=***"}},
    {{"aws", "configure", "set", "aws_secret_access_key", "k"},
     {"aws", "configure", "set", "aws_secret_access_key", "***"}},
    {{"/opt/token_server", "start"}, {"/opt/token_server", "start"}},
    {{"token_server", "start"}, {"token_server", "start"}},
    {{"mysql", "-uroot", "-phunter2"}, {"mysql", "-uroot", "-p***"}},
    {{"sshpass", "-p", "pw", "ssh", "h"}, {"sshpass", "-p", "***", "ssh", "h"}},
    // Pairs.
    {{"env", "AWS_SECRET_ACCESS_KEY=abc", "app"},
     {"env", "AWS_SECRET_ACCESS_KEY=***", "app"}},
    {{"java", "-Ddb.password=hunter2"}, {"java", "-Ddb.password=***"}},
    {{"app", "{\"password\":\"hunter2\",\"a\":1}"},
     {"app", "{\"password\":\"***\",\"a\":1}"}},
    {{"app", "http://h/?token=abc&x=1"}, {"app", "http://h/?token=***&x=1"}},
    {{"app", "http://h/?sig=abc&X-Amz-Signature=0af"},
     {"app", "http://h/?sig=***&X-Amz-Signature=***"}},
    {{"python3", "-c", "pw=\"a\"; get()"},
     {"python3", "-c", "pw=\"***\"; get()"}},
    // Users in URLs.
    {{"git", "clone", "https://me:pw@host/x.git"},
     {"git", "clone", "https://me:***@host/x.git"}},
    {{"git", "clone", "https://abcdef@host/x.git"},
     {"git", "clone", "https://***@host/x.git"}},
    {{"app", "postgres://u:p@ss@db:5432/x"},
     {"app", "postgres://u:***@db:5432/x"}},
    // What looks random.
    {{"app", "AKIAIOSFODNN7EXAMPLE"}, {"app", "***"}},
    {{"app", "id=ASIAIOSFODNN7EXAMPLE,x"}, {"app", "id=***,x"}},
    {{"app", kRandom}, {"app", "***"}},
    {{"app", "x:" + kRandom + ":y"}, {"app", "x:***:y"}},
    // A script in one argument.
    {{"sh", "-c",
      "curl -H \"X-aws-ec2-metadata-token: abc\" http://169.254.169.254/"},
     {"sh", "-c",
      "curl -H \"X-aws-ec2-metadata-token: ***\" http://169.254.169.254/"}},
    {{"sh", "-c", "T=1 TOKEN=abc; curl -u me:pw x --password hunter2 y"},
     {"sh", "-c", "T=1 TOKEN=***; curl -u *** x --password *** y"}},
    {{"sh", "-c", "TOKEN=$(curl -X PUT u); curl -H \"T-Token: $TOKEN\" u"},
     {"sh", "-c", "TOKEN=$(curl -X PUT u); curl -H \"T-Token: $TOKEN\" u"}},
};

TEST(ArgvMask, HidesWhatIsSecretAndKeepsTheRest) {
  for (const Case& c : cases)
    EXPECT_EQ(mask_secrets(c.argv), c.masked)
        << (c.argv.empty() ? "" : c.argv.back());
}

TEST(ArgvMask, IsDoneWithAnyText) {
  for (int c = 0; c < 256; ++c) {
    const std::string text(100, static_cast<char>(c));
    EXPECT_LE(mask_text(text).size(), text.size());
    mask_text("token=" + text);
    mask_text("://" + text);
  }
}

} // namespace
} // namespace imds::sniffer
