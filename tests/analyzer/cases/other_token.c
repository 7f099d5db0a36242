// A token that belongs to something else does not make a request IMDSv2.
struct session {
  char *token;
  char *body;
};

void https_fetch(const char *url, const char *header, char **body);

void login(struct session *s) {
  https_fetch("https://login.example.com/token", 0, &s->token);
}

void read_role(struct session *s) {
  https_fetch( // expect: request.review review depends
      "http://169.254.169.254/latest/meta-data/iam/security-credentials/",
      s->token, &s->body);
}
