// The URL is the default of a setting.
// The request reads it through a getter, two constructors and a member.
#include <QNetworkAccessManager>
#include <QSettings>

class Config : public QObject {
public:
  void load(const QString& file) {
    QSettings settings(file, QSettings::IniFormat);
    settings.beginGroup("cloud");
    setUrl(QUrl(
        settings
            .value("url", "http://169.254.169.254/latest/meta-data/iam/info")
            .toString()));
    settings.endGroup();
  }
  QUrl url() const { return m_url; }
  void setUrl(const QUrl& url) { m_url = url; }

private:
  QUrl m_url;
};

class Provider : public QObject {
public:
  explicit Provider(QNetworkAccessManager* manager, const QUrl& url,
                    QObject* parent = nullptr)
      : QObject(parent), m_manager(manager), m_url(url) {}
  void refresh() {
    QNetworkReply* reply =
        m_manager->get(QNetworkRequest(m_url)); // expect: qt.v1_get v1 breaks
    connect(reply, &QNetworkReply::finished, this, &Provider::done);
  }
  void done();

private:
  QNetworkAccessManager* m_manager = nullptr;
  QUrl m_url;
};

class Login {
public:
  explicit Login(const QUrl& url) {
    m_manager = new QNetworkAccessManager(this);
    m_provider = new Provider(m_manager, url, this);
  }
  void start() { m_provider->refresh(); }

private:
  QNetworkAccessManager* m_manager = nullptr;
  Provider* m_provider = nullptr;
};

int main() {
  Config* config = new Config();
  config->load("/etc/cloud.conf");
  Login* login = new Login(config->url());
  login->start();
}
