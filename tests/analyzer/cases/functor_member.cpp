// A std::function that was handed in asks: its name is what says so.
#include <functional>
#include <optional>
#include <string>

static constexpr char kHost[] = "169.254.169.254:80";
static constexpr char kRoles[] = "/latest/meta-data/iam/security-credentials";

class Provider {
public:
  using Fetcher = std::function<std::optional<std::string>(
      const std::string &host, const std::string &path)>;
  explicit Provider(const Fetcher &fetcher) : metadata_fetcher_(fetcher) {}
  void refresh();

private:
  Fetcher metadata_fetcher_;
  std::string document_;
};

void Provider::refresh() {
  const auto role = metadata_fetcher_(kHost, kRoles); // expect: request.v1_get v1 breaks
  if (!role)
    return;
  document_ = metadata_fetcher_(kHost, std::string(kRoles) + "/" + *role).value(); // expect: request.v1_get v1 breaks
}
