#ifndef SAKIP_SERVICES_SAKIPD_SIGNALS_H_
#define SAKIP_SERVICES_SAKIPD_SIGNALS_H_

#include <functional>
#include <future>

namespace sakip::sakipd {

// Exit code of a process that was ended with calls still running.
inline constexpr int kExitForced = 130;

// Becomes ready at the first SIGTERM or SIGINT; the second ends the process at once. Call it before
// any other thread starts: it blocks both signals for all threads and takes them on one of its own,
// so no code of ours ever runs in a signal handler. SIGPIPE is ignored from then on.
std::shared_future<int> StopRequested();

// For a command that works on its own: true from the first of these signals on. Call it once, as
// StopRequested.
std::function<bool()> StopOnSignal();

}  // namespace sakip::sakipd

#endif  // SAKIP_SERVICES_SAKIPD_SIGNALS_H_
