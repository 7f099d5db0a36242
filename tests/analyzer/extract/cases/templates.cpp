// In a template the names of members stay readable.
template <class Client> int fetch(Client& client) {
  return client.Get("/latest/meta-data/").status();
  // ir: return client.Get@Client("/latest/meta-data/").status()
}
