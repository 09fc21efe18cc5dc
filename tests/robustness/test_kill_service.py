#!/usr/bin/python3
"""P1 with one process per service: one of the five is killed, the others live on.

The clients never stop: whoever hears nothing, or that a service is down, sends the same bytes again
until the service is back. Then everything is there once."""
from collections import Counter

import checks
import office
from history import ACK, History
from rig import Failed, Run, SplitWorld, size
from sakip_world import SERVICES, wait_for

CLIENTS = 6
CYCLES = size(5, 60)
ACKED_MIN = 100  # before the kill; and as many after it
# Whose death stops some writes; reporting's stops none.
FELT = {"planning", "performance", "budget", "gateway"}


def cycle(run, world, history, checker, chains, number, victim):
    """Whether anybody noticed."""
    lines = [office.line_name(n) for n in range(number + 1)]
    clients = office.Clients(history, chains, run.random, CLIENTS, f"s{number}", lines[-1])
    first = ACKED_MIN + run.random.randint(0, 100)
    wait_for("acknowledgments", lambda: clients.acked >= first or clients.failures, 60)
    unsure = history.unsure
    server = world.servers[victim]
    server.popen.kill()
    server.wait_end()
    if victim in FELT:
        wait_for("a client to notice", lambda: history.unsure > unsure or clients.failures, 60)
    world.start_service(victim)
    back = history.acked_by_method()
    wait_for("both services to take writes again", lambda: clients.failures or all(
        n > back[m] + ACKED_MIN // 4 for m, n in history.acked_by_method().items()), 60)
    ops = clients.stop()
    if clients.failures:
        raise Failed(f"cycle {number}, {victim} killed: {clients.failures[:3]}")
    pending = sum(op.outcome != ACK for op in ops)
    checks.after_restart(checker, ops, chains, lines)
    if checker.findings:
        raise Failed(f"cycle {number}, {victim} killed")
    return pending


def body(run):
    world = run.world(SplitWorld)
    cycles = run.arguments.cycles or CYCLES
    world.start()
    office.fill(world, cycles)
    history = History(world)
    checker = checks.Checker(world, history)
    chains, killed = {}, Counter()
    try:
        for number in range(cycles):
            victim = SERVICES[number % len(SERVICES)]
            cycle(run, world, history, checker, chains, number, victim)
            killed[victim] += 1
        for server in world.servers.values():
            if server.stop() != 0:
                raise Failed(f"exit code {server.popen.returncode} after SIGTERM")
        problem = world.verify()
        if problem:
            checker.find("verify", problem)
            raise Failed("at the end")
    finally:
        for finding in checker.findings[:20]:
            run.say(f"  {finding}")
        run.say(f"P1 one service killed: {sum(killed.values())} cycles, {history.acked} acknowledged, "
                f"{history.unsure} attempts without an answer, {checker.count('lost')} lost, "
                f"{checker.count('twice')} twice, {len(checker.findings)} findings, seed {run.seed}")


if __name__ == "__main__":
    Run("P1 one service killed").main(body)
