// Members of a class whose header is missing, defined out of line.
#include "agent/metadata_client.h"

std::string MetadataClient::base() const {
  return "http://169.254.169.254/latest/meta-data/";
}

std::string MetadataClient::id() {
  return http_->get(base() + "instance-id"); // expect: request.v1_get v1 breaks
}
