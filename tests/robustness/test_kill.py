#!/usr/bin/python3
"""P1: every acknowledged write survives `kill -9`, and nothing happens twice.

Eight clients write; the process dies, half of the times at a random moment, half at a named place in
the store (common/failpoint/failpoint.h); it starts again on what it left; the history is checked. A
cycle with too few acknowledgments, or whose place was not reached, proves nothing: it is void. More
than a tenth of void cycles is a failure, and so is a place that was never reached."""
import shutil
import signal
from collections import Counter

import checks
import office
from history import History
from rig import Failed, Run, size
from sakip_world import wait_for

CLIENTS = 8
ACKED_MIN = 200
CYCLES = size(30, 200)
# Reached by writing: between which of its occurrences the process dies. A group of writes is one
# commit, so that 200 commits are 200 acknowledgments at least.
WHILE_WRITING = {"commit-begin": (220, 300), "commit-before-write": (220, 300),
                 "commit-after-write": (220, 300), "witness": (25, 40)}
# Reached while a backup runs beside the writes, or while the store recovers.
IN_BACKUP = ("flush", "checkpoint", "compaction", "backup-manifest")
POINTS = [p for pair in zip(WHILE_WRITING, IN_BACKUP) for p in pair]
BACKUPS_MAX = 8


class Kills:
    def __init__(self, run):
        self.run = run
        self.random = run.random
        self.cycles = run.arguments.cycles or CYCLES
        self.world = run.world()
        self.history = History(self.world)
        self.chains = {}
        self.reached, self.backups, self.resolved, self.void = Counter(), 0, 0, []
        self.server = self.world.start()
        office.fill(self.world, self.cycles)
        self.checker = checks.Checker(self.world, self.history)
        self.ready_seconds = []

    def restart(self, failpoint=""):
        """False when the failpoint ended it before it was ready."""
        server = self.world.start(failpoint, may_die=bool(failpoint))
        if server.ready:
            self.server = server
            self.ready_seconds.append(server.ready_seconds)
        return server.ready

    def cycle(self, number):
        # Every second cycle at a place, and never two places in one process.
        point = POINTS[number // 2 % len(POINTS)] if number % 2 and POINTS else ""
        reached = not point
        if point:
            if self.server.stop() != 0:
                raise Failed(f"exit code {self.server.popen.returncode} after SIGTERM")
            occurrence = self.random.randint(*WHILE_WRITING.get(point, (1, 1)))
            if not self.restart(f"{point}:{occurrence}"):
                self.reached[point + " at start"] += 1
                point, reached = "", True
                self.restart()
        lines = [office.line_name(n) for n in range(number + 1)]
        clients = office.Clients(self.history, self.chains, self.random, CLIENTS, f"c{number}",
                                 lines[-1])
        self.write_until_dead(clients, point)
        if self.server.runs():
            self.server.popen.kill()
        elif point:
            self.reached[point] += 1
            reached = True
        code = self.server.wait_end()
        ops = clients.stop()
        self.restart()
        if code != -signal.SIGKILL or clients.failures:
            raise Failed(f"cycle {number}: sakipd ended with {code}, clients: {clients.failures}")
        if clients.acked < ACKED_MIN or not reached:
            self.void.append(f"{number}: {clients.acked} acknowledged, {point or 'random'}"
                             + ("" if reached else " not reached"))
        self.resolved += checks.after_restart(self.checker, ops, self.chains, lines)
        if self.checker.findings:
            raise Failed(f"cycle {number}, killed {point or 'at random'}")

    def write_until_dead(self, clients, point):
        target = ACKED_MIN + self.random.randint(0, 400)

        def over():
            return not self.server.runs() or clients.failures

        if point in WHILE_WRITING:
            wait_for("the failpoint", over, 120)
            return
        wait_for("acknowledgments", lambda: clients.acked >= target or over(), 120)
        for _ in range(BACKUPS_MAX if point else 0):
            if over():
                return
            self.backups += 1
            to = self.world.dir / f"backup-{self.backups}"
            done = self.world.run("backup", f"--data={self.world.data}", f"--to={to}")
            shutil.rmtree(to, ignore_errors=True)
            if done.returncode != 0:
                # Its connection may end a moment before the process can be seen to have ended.
                wait_for(f"the end that made a backup fail: {done.stdout}{done.stderr}", over, 10)

    def finish(self):
        """Everything once more, then the stores at rest."""
        self.checker.replays(self.random.sample(self.history.ops, min(3000, len(self.history.ops))))
        self.checker.sums([office.line_name(n) for n in range(self.cycles)])
        if self.server.stop() != 0:
            raise Failed(f"exit code {self.server.popen.returncode} after SIGTERM")
        problem = self.world.verify()
        if problem:
            self.checker.find("verify", problem)
        if self.checker.findings:
            raise Failed("at the end")


def body(run):
    kills = Kills(run)
    done = 0
    try:
        for number in range(kills.cycles):
            kills.cycle(number)
            done += 1
        kills.finish()
    finally:
        for finding in kills.checker.findings[:20]:
            run.say(f"  {finding}")
        run.say(f"P1 kill -9: {done} cycles, {kills.history.acked} acknowledged, "
                f"{kills.checker.count('lost')} lost, {kills.checker.count('twice')} twice, "
                f"{len(kills.checker.findings)} findings, {len(kills.void)} void, seed {run.seed}")
        run.say(f"  {kills.resolved} writes of unknown fate resolved; {kills.backups} backups; ready "
                f"again in at most {max(kills.ready_seconds, default=0):.1f} s; places reached: "
                + (", ".join(f"{p} {n}" for p, n in sorted(kills.reached.items())) or "none")
                + "".join(f"; void {v}" for v in kills.void))
    missing = [p for p in POINTS if not any(r.startswith(p) for r in kills.reached)]
    if done >= 2 * len(POINTS) and missing:
        raise Failed(f"void: never reached {missing}")
    if len(kills.void) > max(1, done // 10):
        raise Failed(f"void: cycles {kills.void}")


if __name__ == "__main__":
    Run("P1 kill -9").main(body)
