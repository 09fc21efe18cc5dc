#!/usr/bin/python3
"""Negative controls: the checks must find defects that are planted on purpose, or they prove nothing.

Each defect (common/failpoint/failpoint.h) gets the procedure that promises to catch it; the same
procedure without the defect must find nothing. Others are planted by robustness_storage_test and, for
the disk reserve, by test_full_disk.py."""
import signal

import checks
import office
from history import History
from rig import Failed, Run
from sakip_world import wait_for
from test_retries import Retries

# A kill between two writes that belong together needs the right one of two commits.
TRIES_MAX = 6


def killed_at(run, point, defect, clients):
    """Writes, a kill at `point`, a restart: what the checks find."""
    world = run.world()
    world.start()
    office.fill(world, 1)
    history = History(world)
    checker = checks.Checker(world, history)
    world.process.stop()
    server = world.start(f"{point}:{run.random.randint(30, 60)}", defect)
    chains = {}
    writers = office.Clients(history, chains, run.random, clients, "n", office.line_name(0))
    wait_for("the failpoint", lambda: not server.runs(), 120)
    if server.wait_end() != -signal.SIGKILL:
        raise Failed(f"sakipd ended with {server.popen.returncode}")
    ops = writers.stop()
    checker.findings += [f"client: {failure}" for failure in writers.failures]
    problem = world.verify()
    world.start()
    checks.after_restart(checker, ops, chains, [office.line_name(0)])
    world.process.stop()
    if problem:
        checker.find("verify", problem)
    return checker.findings


def retried(run, defect):
    """Operations sent several times at once through the proxy, and one kill."""
    retries = Retries(run, defect)
    try:
        retries.storm(160, kills=1)
    except Failed as failed:
        return [str(failed)]
    retries.restart()
    retries.check(retries.history.ops)
    retries.world.process.stop()
    return retries.checker.findings


# number, defect, which promise's check must catch it, procedure
CONTROLS = [
    ("N1", "answer-before-write", "P1", lambda run, d: killed_at(run, "commit-before-write", d, 8)),
    ("N3", "record-apart", "P1", lambda run, d: killed_at(run, "commit-begin", d, 2)),
    ("N3", "record-apart", "P6", retried),
    ("N5", "audit-apart", "P1 with verify", lambda run, d: killed_at(run, "commit-begin", d, 1)),
]


def body(run):
    caught = 0
    for number, defect, promise, procedure in CONTROLS:
        alarms = procedure(run, "")
        if alarms:
            raise Failed(f"{promise} finds something where nothing is planted: {alarms[:5]}")
        findings = []
        for _ in range(TRIES_MAX):
            findings = procedure(run, defect)
            if findings:
                break
        caught += bool(findings)
        run.say(f"{number} {defect}: " + (f"caught by {promise}: {findings[0][:300]}" if findings
                                          else f"NOT CAUGHT by {promise} in {TRIES_MAX} tries"))
    run.say(f"controls: mutation score {caught} of {len(CONTROLS)}, seed {run.seed}")
    if caught < len(CONTROLS):
        raise Failed("a planted defect was not caught")


if __name__ == "__main__":
    Run("controls").main(body)
