// A queue in a member: what it holds of its own has no value yet.
#include <curl/curl.h>
#include <stdlib.h>

struct output {
  struct output *next, *prev;
  const char *url;
};
struct queue {
  struct output *next, *prev;
  int count;
};
struct file {
  struct queue waiting;
  const char *url;
};

#define PUSH(head, element)                                                    \
  ((element)->next = (void *)(head), (element)->prev = (head)->prev,           \
   (head)->prev->next = (element), (head)->prev = (element))

void flush(struct file *file) {
  struct output *output = calloc(1, sizeof *output);
  output->url = "http://169.254.169.254/latest/meta-data/ami-id";
  PUSH(&file->waiting, output);
  CURL *h = curl_easy_init();
  curl_easy_setopt(h, CURLOPT_URL, output->url);
  curl_easy_perform(h); // expect: libcurl.v1_get v1 breaks
}
