// A setting that is an IMDS URL unless somebody sets it says nothing of what else the settings are asked for.
#include <QNetworkAccessManager>
#include <QSettings>

void ask(QNetworkAccessManager &manager, const QString &file) {
  QSettings settings(file, QSettings::IniFormat);
  QUrl url = settings.value("url", "http://169.254.169.254/latest/meta-data/iam/").toUrl();
  QUrl mirror = settings.value("mirror", "https://mirror.example").toUrl();
  manager.get(QNetworkRequest(mirror));
  manager.get(QNetworkRequest(url)); // expect: qt.v1_get v1 breaks
}
