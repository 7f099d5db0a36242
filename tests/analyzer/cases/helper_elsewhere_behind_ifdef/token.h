struct curl_slist;
void add_token(struct curl_slist **list, const char *token);
