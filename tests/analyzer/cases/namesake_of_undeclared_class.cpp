// Nobody declares Batch, and another class has an add(): both may be meant, so that the request is kept.
#include "batch.h"

struct Basket {
  Basket& add(Basket* other) {
    weight += other->weight;
    return *this;
  }
  int weight;
};

int role() {
  HttpGet get("http://169.254.169.254/latest/meta-data/iam/");
  Batch batch;
  batch.add(&get);
  return batch.perform_all(); // expect: request.v1_get v1 breaks
}
