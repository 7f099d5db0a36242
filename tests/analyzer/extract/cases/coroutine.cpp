// co_await is what it waits for.
#include <coroutine>
struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(int) {}
    void unhandled_exception() {}
  };
  bool await_ready() { return true; }
  void await_suspend(std::coroutine_handle<>) {}
  int await_resume() { return 0; }
};
Task get(const char* path);
Task f() {
  int n = co_await get("/latest/api/token");
  // ir: declare n: int = get("/latest/api/token")
  co_return n;
  // ir: co_return n
}
