#include "services/sakipd/signals.h"

#include <pthread.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>
#include <utility>

namespace sakip::sakipd {

std::shared_future<int> StopRequested() {
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  std::promise<int> first;
  std::shared_future<int> stop = first.get_future().share();
  // Detached: it waits for a second signal until the process ends by _exit.
  std::thread([signals, promise = std::move(first)]() mutable {
    int number = 0;
    sigwait(&signals, &number);
    promise.set_value(number);
    sigwait(&signals, &number);
    _exit(kExitForced);
  }).detach();
  return stop;
}

std::function<bool()> StopOnSignal() {
  return [stop = StopRequested()] {
    return stop.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  };
}

}  // namespace sakip::sakipd
