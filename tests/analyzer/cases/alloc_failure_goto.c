// That memory ran out leads to the end, past the request.
// negative: libcurl.v1_get
#include <curl/curl.h>
#include "mem.h"

int ctx_request(struct ctx *ctx, const char *url, struct curl_slist *headers);

int role(struct ctx *ctx, const char *token) {
  int rc = -1;
  struct curl_slist *headers = NULL;
  char *hdr = NULL;
  if (!(hdr = ctx_printf(ctx, "X-aws-ec2-metadata-token: %s", token)))
    goto out;
  if (!(headers = curl_slist_append(NULL, hdr)))
    goto out;
  rc = ctx_request(ctx, "http://169.254.169.254/latest/meta-data/iam/info", headers); // expect: request.v2_get v2 survives
out:
  curl_slist_free_all(headers);
  ctx_free(ctx, hdr);
  return rc;
}
