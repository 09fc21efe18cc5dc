"""Whose CPU it was: slices of a run are worth something only when the machine was ours meanwhile."""
import os
import time

TICK = os.sysconf("SC_CLK_TCK")


def _stats():
    """pid -> (parent, seconds of CPU of its own and of children that it has waited for)."""
    found = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", "rb") as file:
                fields = file.read().rpartition(b")")[2].split()
        except OSError:  # it has ended
            continue
        found[int(name)] = (int(fields[1]), sum(map(int, fields[11:15])) / TICK)
    return found


def cpu_of(*roots):
    """Seconds of CPU of processes and all that descend from them."""
    stats = _stats()
    children = {}
    for pid, (parent, _) in stats.items():
        children.setdefault(parent, []).append(pid)
    total, todo = 0.0, list(roots)
    while todo:
        pid = todo.pop()
        if pid in stats:
            total += stats[pid][1]
        todo += children.get(pid, [])
    return total


def _busy():
    """Seconds of CPU that somebody used, or that the host kept from us."""
    with open("/proc/stat") as file:
        user, nice, system, _, _, _, _, steal = map(int, file.readline().split()[1:9])
    return (user + nice + system + steal) / TICK


class Watch:
    """Cores that others kept busy between its making and foreign(). The kernel's own threads that write our data to
    disk count as others."""

    def __init__(self):
        self.start = time.monotonic(), _busy(), cpu_of(os.getpid())

    def foreign(self):
        now, busy, own = time.monotonic(), _busy(), cpu_of(os.getpid())
        return max(0.0, (busy - self.start[1] - (own - self.start[2])) / (now - self.start[0]))


def machine():
    """What a result says about where it was made; no names."""
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "unknown")
    with open("/proc/meminfo") as file:
        memory = int(file.readline().split()[1]) // 1024 // 1024
    return {"cpu": model, "cores": os.cpu_count(), "memory_gib": memory, "kernel": os.uname().release}
