// The URL goes into settings by a setter, and out by a getter in another file.
#pragma once
class Settings;

class Store {
public:
  explicit Store(Settings* settings);
  void start();
};
