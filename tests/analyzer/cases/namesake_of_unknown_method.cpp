// What a class of another library is given is not lost in a method of our own that has the same name.
#include <curlpp/Easy.hpp>
#include <curlpp/Multi.hpp>

struct Basket {
  Basket& add(Basket* other) {
    weight += other->weight;
    return *this;
  }
  int weight;
};

std::string instance_id() {
  curlpp::Easy easy;
  easy.setOpt(curlpp::options::Url(
      "http://169.254.169.254/latest/meta-data/instance-id"));
  curlpp::Multi multi;
  multi.add(&easy);
  int running;
  while (multi.perform(&running) && running) // expect: request.v1_get v1 breaks
    wait();
  return body();
}
