#!/usr/bin/python3
"""P5: a full disk refuses writes in time, serves reads, takes writes again, and loses nothing.

The stores are on a small tmpfs. Clients write until the disk reserve is reached; a ballast file makes
that quick. Then space comes back. Then a balloon of 10 MiB appears and vanishes at random. The control
at the end takes the reserve away: the disk then fills up, and that must show.

Needs root, to mount the tmpfs."""
import os
import pathlib
import subprocess
import tempfile
import time

import grpc

import checks
import office
from history import ACK, History
from rig import Failed, Run, Skip, size
from sakip_world import wait_for

MIB = 1 << 20
DISK_MIB = 256
RESERVE_MIB = 64
SPARE_MIB = 6       # left above the reserve once the ballast is there
BALLOON_MIB = 10
BULK_BYTES = 25_000  # of one realisasi, so that the disk fills in seconds
CLIENTS = 6
LOOPS = size(2, 5)
BALLOONS = size(6, 30)
RESUME_SECONDS_MAX = 10
HELD_REPLAYS = 100
PROBES = 20
STORAGE_LOW = "STORAGE_LOW"


class Disk:
    """A tmpfs of its own."""

    def __init__(self, mib):
        if os.geteuid() != 0:
            raise Skip("mounting a tmpfs needs root")
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="sakip-disk-"))
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={mib}m", "tmpfs", self.dir],
                              capture_output=True, text=True)
        if done.returncode != 0:
            self.dir.rmdir()
            raise Skip(f"no tmpfs: {done.stderr.strip()}")
        self.ballast = self.dir / "ballast"
        self.balloon = self.dir / "balloon"

    def free(self):
        stat = os.statvfs(self.dir)
        return stat.f_bavail * stat.f_frsize

    def fill(self, file, size):
        """Answers whether there was room."""
        with open(file, "wb") as out:
            try:
                os.posix_fallocate(out.fileno(), 0, max(size, 1))
            except OSError:
                file.unlink()
                return False
        return True

    def leave(self, size):
        self.ballast.unlink(missing_ok=True)
        self.fill(self.ballast, self.free() - size)

    def close(self):
        subprocess.run(["umount", "--lazy", self.dir], check=True)
        self.dir.rmdir()


class FullDisk:
    def __init__(self, run, defect=""):
        self.run = run
        self.disk = Disk(DISK_MIB)
        run.at_end.append(self.disk.close)
        self.world = run.world(data=self.disk.dir / "store",
                               flags=[f"--disk-reserve={RESERVE_MIB}MiB"])
        self.server = self.world.start(defect=defect)
        office.fill(self.world, LOOPS + 1)
        self.history = History(self.world)
        self.checker = checks.Checker(self.world, self.history)
        self.chains = {}
        self.lines = []
        self.least_free = DISK_MIB * MIB
        self.resume_seconds = 0
        self.held_reads = 0
        self.probes = 0

    def start_clients(self):
        """Each time with a budget line of their own."""
        self.lines.append(office.line_name(len(self.lines)))
        return office.Clients(self.history, self.chains, self.run.random, CLIENTS,
                              f"d{len(self.lines)}", self.lines[-1], bulk=BULK_BYTES,
                              patient=(STORAGE_LOW,), each=CLIENTS)

    def alive(self, clients):
        if not self.server.runs():
            raise Failed(f"sakipd ended with {self.server.popen.returncode} on a full disk:\n"
                         f"{self.server.log_tail()}")
        if clients.failures:
            raise Failed(f"{clients.failures[:3]}")
        return True

    def refusals(self):
        return self.by_service(self.history.refused_by_method())

    def acks(self):
        return self.by_service(self.history.acked_by_method())

    @staticmethod
    def by_service(count):
        return {"budget": count["budget.PostRealisasi"],
                "performance": count["performance.RecordRealisasi"]}

    def grows(self, clients, what, counter, seconds):
        """Waits until both services have one more of what `counter` counts."""
        before = counter()
        wait_for(what, lambda: self.alive(clients) and
                 all(now > before[service] for service, now in counter().items()), seconds)

    def hold(self, clients):
        """While the disk is low: reads are answered, so are repetitions, writes stay refused."""
        acked = [op for op in list(self.history.ops) if op.outcome == ACK]
        for op in self.run.random.sample(acked, min(HELD_REPLAYS, len(acked))):
            with self.world.new_channel() as channel:
                self.checker.replay(op, channel)
        for kode, satuan, periode in office.KEYS[1:CLIENTS]:
            self.world.call("performance.GetRealisasi",
                            name=office.realisasi_name((kode, satuan, periode)))
            self.world.call("budget.GetPagu", name=self.lines[-1])
            self.world.call("performance.GetPengukuran", parent=office.PARENT, tahun=office.TAHUN)
            self.held_reads += 3
        self.grows(clients, "more refusals", self.refusals, 30)
        self.least_free = min(self.least_free, self.disk.free())
        self.probe()
        # What writes take after the last look: a flush, a new log.
        if self.disk.free() < RESERVE_MIB * MIB // 4:
            self.checker.find("reserve", f"{self.disk.free()} bytes are free, the reserve was "
                              f"{RESERVE_MIB} MiB")

    def probe(self):
        """One write at a time, with the free space before and after it. The engine frees space when
        it merges files, so that one may pass in between; two are no accident."""
        taken = 0
        with self.world.new_channel() as channel:
            for _ in range(PROBES):
                self.probes += 1
                op = office.add_posting(self.history, self.run.random, f"probe{self.probes}",
                                        self.lines[-1])
                below = self.disk.free() < RESERVE_MIB * MIB
                outcome, _ = self.history.send(op, channel)
                taken += below and self.disk.free() < RESERVE_MIB * MIB and outcome == ACK
        if taken > 1:
            self.checker.find("reserve", f"{taken} of {PROBES} writes were taken below the reserve")

    def fill_up(self):
        clients = self.start_clients()
        self.grows(clients, "acknowledgments", self.acks, 60)
        self.disk.leave((RESERVE_MIB + SPARE_MIB) * MIB)
        self.grows(clients, "STORAGE_LOW", self.refusals, 120)
        self.hold(clients)
        self.disk.ballast.unlink()
        self.resume(clients)
        self.finish(clients)

    def resume(self, clients):
        started = time.monotonic()
        self.grows(clients, "writes to be taken again", self.acks, 60)
        seconds = time.monotonic() - started
        self.resume_seconds = max(self.resume_seconds, seconds)
        if seconds > RESUME_SECONDS_MAX:
            self.checker.find("resume", f"took {seconds:.1f} s")

    def balloons(self):
        clients = self.start_clients()
        inflated = 0
        for _ in range(BALLOONS):
            target = clients.acked + self.run.random.randint(5, 60)
            self.disk.leave((RESERVE_MIB + BALLOON_MIB // 2) * MIB)
            wait_for("acknowledgments", lambda: self.alive(clients) and (
                clients.acked >= target or self.disk.free() < RESERVE_MIB * MIB), 60)
            inflated += self.disk.fill(self.disk.balloon, BALLOON_MIB * MIB)
            self.grows(clients, "STORAGE_LOW", self.refusals, 60)
            self.least_free = min(self.least_free, self.disk.free())
            self.disk.balloon.unlink(missing_ok=True)
            self.disk.ballast.unlink()
            self.resume(clients)
        self.finish(clients)
        return inflated

    def finish(self, clients, killed=False):
        """The server is killed and started again, and everything is checked."""
        ops = clients.stop()
        if not killed:
            self.alive(clients)
            self.server.popen.kill()
            self.server.wait_end()
        for refused in (r for op in ops for r in op.refusals):
            if (refused.code, refused.reason) != (grpc.StatusCode.RESOURCE_EXHAUSTED, STORAGE_LOW):
                self.checker.find("reserve", f"refused otherwise: {refused}")
        self.server = self.world.start()
        checks.after_restart(self.checker, ops, self.chains, self.lines)
        if self.checker.findings:
            raise Failed("findings")


def without_reserve(run):
    """The control. Answers how the missing reserve showed."""
    full = FullDisk(run, defect="no-reserve")
    clients = full.start_clients()
    full.grows(clients, "acknowledgments", full.acks, 60)
    full.disk.leave(SPARE_MIB * MIB)
    wait_for("the disk to be full", lambda: not full.server.runs() or clients.failures
             or any(full.refusals().values()) or full.disk.free() < MIB // 4, 120)
    if any(full.refusals().values()):
        raise Failed("control: a store without a reserve refuses in time; the test tests nothing")
    # Dead, or full without having refused anything: both is what P5 forbids.
    wait_for("an end", lambda: not full.server.runs() or clients.failures, 60)
    if full.server.runs():
        how = f"answered {clients.failures[0][:200]}"
        full.server.popen.kill()
        full.server.wait_end()
    else:
        how = f"ended with {full.server.popen.returncode}"
    clients.failures.clear()
    full.disk.ballast.unlink()
    full.finish(clients, killed=True)
    return how, full


def body(run):
    full = FullDisk(run)
    control, balloons = "not run", 0
    try:
        for _ in range(LOOPS):
            full.fill_up()
        balloons = full.balloons()
        if full.server.stop() != 0:
            raise Failed(f"exit code {full.server.popen.returncode} after SIGTERM")
        problem = full.world.verify()
        if problem:
            full.checker.find("verify", problem)
        control, other = without_reserve(run)
        full.checker.findings += other.checker.findings
    finally:
        for finding in full.checker.findings[:20]:
            run.say(f"  {finding}")
        refused = sum(full.refusals().values())
        run.say(f"P5 full disk: {LOOPS} times full, {balloons} balloons, {full.history.acked} "
                f"acknowledged, {refused} refused as STORAGE_LOW, {full.held_reads} reads meanwhile, "
                f"{full.checker.count('lost')} lost, {full.checker.count('twice')} twice, "
                f"{len(full.checker.findings)} findings, seed {run.seed}")
        run.say(f"  least free {full.least_free // MIB} MiB of a reserve of {RESERVE_MIB} MiB; "
                f"resumed in at most {full.resume_seconds:.1f} s; control without a reserve: {control}")
    if full.checker.findings:
        raise Failed("findings")


if __name__ == "__main__":
    Run("P5 full disk").main(body)
