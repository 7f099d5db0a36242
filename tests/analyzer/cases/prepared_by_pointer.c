// A struct carries the URL to a loop of tries: the flow is its caller's.
#include <curl/curl.h>

struct job {
  const char *url;
  char *into;
  int room, left;
};

typedef int preparer(CURL *handle, struct job *job);

static int prepare_small(CURL *handle, struct job *job) {
  job->left = job->room;
  return !curl_easy_setopt(handle, CURLOPT_WRITEDATA, job);
}

static int perform(struct job *job, preparer *prepare, int verbose) {
  for (int attempt = 0; 1; attempt++) {
    CURL *handle = curl_easy_init();
    long status = 0;
    if (attempt > 0)
      job->left = job->room;
    if (verbose)
      puts("asking");
    curl_easy_setopt(handle, CURLOPT_POST, 0);
    curl_easy_setopt(handle, CURLOPT_URL, job->url);
    if (!(*prepare)(handle, job))
      return -1;
    int failed = curl_easy_perform(handle);
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    if (!failed && status < 400)
      return 0;
  }
}

int role(char *into, int room) {
  struct job job = {0};
  job.url = "http://169.254.169.254/latest/meta-data/iam/info";
  job.into = into;
  job.room = room;
  return perform(&job, prepare_small, 0); // expect: libcurl.v1_get v1 breaks
}
