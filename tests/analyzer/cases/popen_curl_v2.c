// Both steps in one command line.
#include <stdio.h>

FILE *id(void) {
  return popen( // expect: request.v2_get v2 survives
      "T=$(curl -s -X PUT http://169.254.169.254/latest/api/token "
      "-H 'X-aws-ec2-metadata-token-ttl-seconds: 60'); "
      "curl -s -H \"X-aws-ec2-metadata-token: $T\" "
      "http://169.254.169.254/latest/meta-data/instance-id",
      "r");
}
