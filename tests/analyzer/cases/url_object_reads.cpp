// A URL class that reads itself.
#include <juce_core/juce_core.h>

juce::String id() {
  juce::URL url("http://169.254.169.254/latest/meta-data/instance-id");
  return url.readEntireTextStream(); // expect: request.v1_get v1 breaks
}
