// A settings file presets the URL, and another object reads it.
#include <QNetworkAccessManager>
#include <QSettings>

void install(QSettings& settings) {
  settings.setValue("metadata/url", "http://169.254.169.254/latest/meta-data/instance-id");
}

QNetworkReply* ask(QNetworkAccessManager* nam, QSettings& settings) {
  QNetworkRequest request(QUrl(settings.value("metadata/url").toString()));
  return nam->get(request); // expect: qt.v1_get v1 breaks
}
