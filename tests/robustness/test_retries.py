#!/usr/bin/python3
"""P6: each write happens once however often it is sent.

Every operation is sent one to five times at once through a proxy that drops replies and requests and
cuts connections (proxy.py), while the server is killed a few times. Then everything is sent once
more after a restart, and after a restore from a backup."""
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
import threading
import time

import checks
import office
from history import ACK, DEFINITE, History
from proxy import Proxy
from rig import Failed, Run, size
from sakip_world import Refused, wait_for

OPS = size(1_000, 10_000)
KILLS = size(4, 20)
WORKERS = 8
AT_ONCE_MAX = 5
CALL_SECONDS = 2  # what a held reply costs
OP_SECONDS = 120  # of one operation, kills included


class Retries:
    def __init__(self, run, defect=""):
        self.run = run
        self.defect = defect
        self.world = run.world()
        self.world.start(defect=defect)
        office.fill(self.world, 1)
        self.line = office.line_name(0)
        self.history = History(self.world)
        self.checker = checks.Checker(self.world, self.history)
        self.proxy = Proxy(self.world.address, run.seed)
        self.chains = {}
        self.attempts = 0
        self.kills = 0
        self.failures = []
        self._lock = threading.Lock()
        # Each worker waits for the attempts of one operation, so that this many never wait in line.
        self._senders = ThreadPoolExecutor(WORKERS * AT_ONCE_MAX)

    def attempt(self, op, number):
        channel = self.world.new_channel(self.proxy.address)
        try:
            return self.history.send(op, channel, CALL_SECONDS, number)
        finally:
            channel.close()

    def do(self, op, at_once):
        """Until acknowledged; the first round sends `at_once` times."""
        deadline = time.monotonic() + OP_SECONDS
        tries = 0
        while op.outcome != ACK:
            answers = list(self._senders.map(lambda n: self.attempt(op, n),
                                             range(tries, tries + at_once)))
            tries += at_once
            with self._lock:
                self.attempts += at_once
            refused = [r for outcome, r in answers if outcome == DEFINITE]
            if refused or time.monotonic() > deadline or self.failures:
                self.failures.append(f"{op} after {tries} attempts: {refused or 'no answer'}")
                return False
            at_once = 1
        return True

    def worker(self, number, count):
        random = type(self.run.random)(self.run.seed * 1000 + number)
        try:
            for i in range(count):
                ident = f"w{number}-{i}"
                if number % 2 == 0:
                    op, key = office.add_posting(self.history, random, ident, self.line), None
                else:
                    key = office.KEYS[number]
                    etag, value = self.chains.get(key, ("", 0))
                    op = office.add_realisasi(self.history, random, ident, key, etag, value + 1)
                if not self.do(op, random.randint(1, AT_ONCE_MAX)):
                    return
                if key:
                    office.note_chain(self.chains, key, op)
        except Exception as error:
            self.failures.append(f"worker {number}: {error!r}")

    def restart(self):
        self.world.process.kill()
        self.world.start(defect=self.defect)
        self.proxy.upstream = self.world.address

    def storm(self, ops, kills):
        threads = [threading.Thread(target=self.worker, args=(n, ops // WORKERS), daemon=True)
                   for n in range(WORKERS)]
        for thread in threads:
            thread.start()
        total = ops // WORKERS * WORKERS
        for kill in range(1, kills + 1):
            wait_for("acknowledgments", lambda: self.history.acked >= total * kill // (kills + 1)
                     or self.failures, 600)
            if self.failures:
                break
            self.restart()
            self.kills += 1
        for thread in threads:
            thread.join(600)
        if any(t.is_alive() for t in threads):
            self.failures.append("a worker did not come back")
        if self.failures:
            raise Failed(f"{self.failures[:5]}")

    def check(self, ops):
        """Once everything was acknowledged: each once, each answered the same, sums right."""
        self.checker.stored(ops, self.line)
        self.checker.replays(ops)
        self.checker.feeds(ops)
        self.checker.sums([self.line])
        self.checker.capaian(self.chains)

    def reused_ids(self, count=50):
        """A known id with another content is refused and has no effect; under another account it is
        another id."""
        random = self.run.random
        postings = [op for op in self.history.ops if op.method == "budget.PostRealisasi"]
        for op in random.sample(postings, count):
            fields = office.parse(op)
            fields["realisasi"]["jumlah"] = op.amount + 1
            try:
                self.world.call(op.method, fields, op.who)
                self.checker.find("replay", f"{op} with other content was taken")
            except Refused as refused:
                if refused.reason != "REQUEST_ID_REUSED":
                    self.checker.find("replay", f"{op} with other content: {refused}")
        self.checker.feeds([])
        others = []
        for i, op in enumerate(random.sample(postings, count)):
            other = office.add_posting(self.history, random, f"other-{i}", self.line,
                                       who="bendahara-6474", ident_of=op)
            self.do(other, 1)
            others.append(other)
        self.checker.feeds(others)

    def after_restore(self):
        """In a folder restored from a backup every id is still known."""
        backup, data = self.world.dir / "backup", self.world.dir / "restored"
        for command in (("backup", f"--data={self.world.data}", f"--to={backup}"),
                        ("restore", f"--data={data}", f"--from={backup}"),
                        ("init", f"--data={data}", "--if-missing=true")):
            done = self.world.run(*command)
            if done.returncode != 0:
                raise Failed(f"{command}: {done.stdout}{done.stderr}")
        self.world.process.kill()
        self.world.data = data
        self.world.start()
        self.history.forget_bearers()
        self.checker.stored(self.history.ops, self.line)
        self.checker.replays(self.history.ops)
        self.checker.feeds([])
        self.checker.sums([self.line])
        self.checker.capaian(self.chains)


def body(run):
    retries = Retries(run)
    checker = retries.checker
    ops = run.arguments.cycles or OPS
    try:
        retries.storm(ops, KILLS)
        retries.restart()
        retries.check(retries.history.ops)
        retries.reused_ids()
        retries.after_restore()
    finally:
        for finding in checker.findings[:20]:
            run.say(f"  {finding}")
        once = Counter(op.outcome for op in retries.history.ops)[ACK]
        run.say(f"P6 retries: {len(retries.history.ops)} operations, {retries.attempts} attempts, "
                f"{retries.kills} kills, {once} acknowledged, {checker.count('lost')} lost, "
                f"{checker.count('twice')} twice, {len(checker.findings)} findings, "
                f"seed {run.seed}")
        run.say("  connections: " + ", ".join(f"{n} {fate}" for fate, n in
                                              sorted(retries.proxy.counts.items())))
    if checker.findings:
        raise Failed("findings")
    lost = retries.proxy.counts
    if not all(lost[fate] for fate in ("reply dropped", "reply held", "request dropped")):
        raise Failed("void: the proxy lost nothing")


if __name__ == "__main__":
    Run("P6 retries").main(body)
