// Qt: the request is a URL, the manager sends it.
#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QUrl>

void ask(QNetworkAccessManager& manager) {
  QNetworkRequest request(
      QUrl("http://169.254.169.254/latest/meta-data/instance-id"));
  manager.get(request); // expect: qt.v1_get v1 breaks
}
