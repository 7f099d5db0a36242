// QProcess gets the program alone and its arguments as a list.
#include <QProcess>

