// A program that runs the command; that it names one elsewhere says nothing.
#include <stdio.h>

static const char *const kTools[] = {"ec2metadata", "cloud-init"};

FILE *zone(void) {
  printf("%s\n", kTools[0]);
  return popen("ec2-metadata -z", "r"); // expect: ec2_metadata.by_version review depends
}
