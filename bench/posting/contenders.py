"""The processes that bench/posting compares, each with load(slice) -> figures of one slice."""
import json
import os
import pathlib
import pwd
import secrets
import shutil
import signal
import subprocess
import time

from measure import cpu_of

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build/release"
SAKIPD = BUILD / "services/sakipd/sakipd"
LOAD = BUILD / "bench/posting/posting_load"
SERVER = BUILD / "bench/posting/posting_server"
STORAGE = BUILD / "bench/posting/posting_storage"
PEERS = ROOT / "bench/peers"


class Skipped(Exception):
    """A peer that is not installed; says what to install."""


class Failed(Exception):
    """A contender that does not work: no figure of this run counts."""


def run(command, **options):
    """Its output; Failed with what it said otherwise."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise Failed(f"{command[0]} ended with {done.returncode}: {(done.stderr or done.stdout)[-800:]}")
    return done.stdout


def wait_for(what, condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise Failed(f"waited {seconds} s for {what}")
        time.sleep(0.01)


class Slice:
    """One measurement: how many calls at once, or how many a second, on which lines, for how long."""

    def __init__(self, in_flight=64, hot=False, rate=0, seconds=1.5, warm_up=0.25, batch=1):
        self.in_flight, self.hot, self.rate, self.seconds, self.warm_up = in_flight, hot, rate, seconds, warm_up
        self.batch = batch  # postings in a call


class Contender:
    """`pids` are its server processes, whose CPU counts, children included."""
    pids = ()
    _runs = 0

    def __init__(self, world):
        self.world = world

    @classmethod
    def next_run(cls):
        Contender._runs += 1
        return Contender._runs

    def load(self, part):
        """Figures of `part`, with the server's CPU."""
        before = cpu_of(*self.pids)
        figures = self._load(part)
        figures["server_us"] = (cpu_of(*self.pids) - before) * 1e6 / max(1, figures["done"])
        return figures

    def stop(self):
        pass


class Grpc(Contender):
    """Something that answers the posting message over gRPC, under its own `address`."""

    def start(self, command, stdin=subprocess.DEVNULL):
        ready = self.world.dir / f"ready-{self.next_run()}"
        started = time.monotonic()
        # The log goes where it costs formatting and a system call, but no disk: docs/OPERATIONS.md wants it elsewhere.
        self.process = subprocess.Popen([str(c) for c in command] + [f"--ready-file={ready}"], stdin=stdin,
                                        stderr=subprocess.DEVNULL)
        wait_for(f"{command[0]} to be ready", lambda: ready.exists() or self.process.poll() is not None)
        if not ready.exists():
            raise Failed(f"{command} ended with {self.process.returncode}")
        self.ready_seconds = time.monotonic() - started
        self.pids = (self.process.pid,)
        self.addresses = self.parse(ready.read_text().split())

    @staticmethod
    def parse(words):
        return dict(zip(words[::2], words[1::2]))

    def seed(self):
        run([LOAD, "seed", f"--planning={self.addresses['planning']}", f"--budget={self.address}", *self.world.flags])

    def command(self, part, *more):
        return [LOAD, "run", f"--server={self.address}", f"--in-flight={part.in_flight}", f"--rate={part.rate}",
                f"--seconds={part.seconds}", f"--warm-up={part.warm_up}", f"--run={self.next_run()}",
                f"--batch={part.batch}", *(["--hot"] if part.hot else []), *self.world.flags, *more]

    def _load(self, part):
        figures = json.loads(run(self.command(part)))
        self.world.count(self, figures)
        return figures

    def stop(self):
        if self.process.poll() is None:
            if self.process.stdin:
                self.process.stdin.close()
            else:
                self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)


class Reference(Grpc):
    """`kind` of posting_server."""

    def __init__(self, world, kind):
        super().__init__(world)
        self.start([SERVER, kind, f"--key-file={world.key_file}"], stdin=subprocess.PIPE)
        self.address = self.addresses.get("echo") or self.addresses["budget"]
        if kind != "echo":
            self.seed()
        self.process.stdin.write(b"freeze\n")
        self.process.stdin.flush()


class Ours(Grpc):
    """`sakipd serve` with planning and budget on stores on disk, called at budget's own address."""

    def __init__(self, world):
        super().__init__(world)
        self.data = world.dir / "sakip"
        self.common = [f"--data={self.data}", "--services=planning,budget"]
        run([SAKIPD, "init", *self.common])
        self.serve()
        self.seed()

    def serve(self):
        # No scrub meanwhile: it runs once a day.
        self.start([SAKIPD, "serve", *self.common, "--listen-planning=127.0.0.1:0", "--listen-budget=127.0.0.1:0",
                    f"--internal-key-file={self.world.key_file}", "--in-flight-max=1024", "--scrub-interval=0",
                    "--admin-socket=off"])
        self.address = self.addresses["budget"]

    def kill_under_load(self, seconds):
        """kill -9 in the middle of postings, and a new start. The file with what was acknowledged."""
        answered = self.world.dir / "answered"
        command = self.command(Slice(seconds=30), f"--answered={answered}")
        client = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE)
        deadline = time.monotonic() + seconds
        wait_for("the moment to kill", lambda: time.monotonic() > deadline)
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        figures = json.loads(client.communicate(timeout=60)[0])
        self.world.count(self, figures)
        self.serve()
        return answered, figures

    def audit(self, answered=""):
        return json.loads(run([LOAD, "audit", f"--budget={self.address}", f"--answered={answered}",
                               *self.world.flags]))

    def verify(self):
        return run([SAKIPD, "verify", *self.common])


class Batch(Contender):
    """The same process, called with many postings at once."""

    def __init__(self, ours):
        super().__init__(ours.world)
        self.ours = ours

    def load(self, part):
        return self.ours.load(part)


class Postgres:
    """A cluster of its own on a Unix socket, run by a user that is not root."""

    def __init__(self, world):
        folders = [pathlib.Path(found).resolve().parent for found in [shutil.which("pg_ctl")] if found]
        folders += sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
        self.bin = next((folder for folder in folders if (folder / "initdb").exists()), None)
        if self.bin is None or shutil.which("pgbench") is None:
            raise Skipped("PostgreSQL is missing (postgresql-15, postgresql-contrib)")
        self.user = {}
        self.dir = world.dir / "pg"
        self.dir.mkdir()
        if os.geteuid() == 0:
            try:
                owner = pwd.getpwnam("postgres")
            except KeyError:
                raise Skipped("there is no user postgres to run PostgreSQL as") from None
            self.user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
            os.chown(self.dir, owner.pw_uid, owner.pw_gid)
        run([self.bin / "initdb", "-D", self.dir / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C",
             "--no-sync"], cwd=self.dir, **self.user)
        settings = {"listen_addresses": "", "unix_socket_directories": self.dir, "max_connections": 300,
                    "shared_buffers": "2GB", "max_wal_size": "8GB", "fsync": "on", "synchronous_commit": "on"}
        self.process = subprocess.Popen(
            [str(self.bin / "postgres"), "-D", str(self.dir / "data"), *[f"-c{k}={v}" for k, v in settings.items()]],
            cwd=self.dir, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self.user)
        self.client = ["-h", str(self.dir), "-U", "postgres"]
        wait_for("PostgreSQL", lambda: subprocess.run(
            [str(self.bin / "pg_isready"), *self.client], capture_output=True).returncode == 0)
        self.sql(PEERS.joinpath("schema.sql").read_text())
        self.sql(f"INSERT INTO line SELECT n, 1000000000000000 FROM generate_series(1, {world.lines}) n; "
                 "VACUUM ANALYZE line; CHECKPOINT")
        self.version = self.sql("SHOW server_version").strip()

    def sql(self, text):
        return run([self.bin / "psql", *self.client, "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "postgres"],
                   input=text)

    def audit(self):
        """What is wrong with its own sums; empty when nothing is."""
        return self.sql("SELECT 'journal and balances differ' WHERE (SELECT coalesce(sum(amount), 0) FROM journal) <> "
                        "(SELECT sum(realisasi) FROM line)").strip()

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)


class Function(Contender):
    """PGF: the post as one stored function, called by pgbench."""

    def __init__(self, world, postgres):
        super().__init__(world)
        self.postgres = postgres
        self.pids = (postgres.process.pid,)

    def _load(self, part):
        prefix = self.world.dir / f"pgbench-{self.next_run()}"
        whole = max(1, round(part.seconds + part.warm_up))
        run([shutil.which("pgbench"), *self.postgres.client, "-n", "-f", PEERS / "post.sql", "-M", "prepared",
             "-c", part.in_flight, "-j", min(2, part.in_flight), "-T", whole, "-D",
             f"lines={8 if part.hot else self.world.lines}", "-l", f"--log-prefix={prefix}",
             *(["-R", part.rate] if part.rate else []), "postgres"])
        rows = []
        for log in prefix.parent.glob(prefix.name + ".*"):
            with open(log) as file:
                for line in file:
                    words = line.split()
                    rows.append((int(words[4]) + int(words[5]) / 1e6, int(words[2]) / 1e3))
            log.unlink()
        # With -R it charges its own connecting to the first second.
        first = min(row[0] for row in rows) + max(part.warm_up, 1.0 if part.rate else 0)
        took = sorted(ms for when, ms in rows if when >= first)
        seconds = max(row[0] for row in rows) - first

        def quantile(q):
            return took[min(len(took) - 1, int(q * len(took)))]
        return {"measured": len(took), "seconds": seconds, "per_second": len(took) / seconds, "done": len(rows),
                "refused": 0, "failed": 0, "p50_ms": quantile(0.5), "p90_ms": quantile(0.9), "p99_ms": quantile(0.99),
                "p999_ms": quantile(0.999), "max_ms": took[-1]}


class Rest(Contender):
    """REST: fastify and node-postgres in one process, over the same tables."""

    def __init__(self, world, postgres):
        super().__init__(world)
        node = shutil.which("node")
        if node is None or not (PEERS / "node_modules/fastify").exists():
            raise Skipped("fastify is missing (nodejs and npm, then: npm ci --prefix bench/peers)")
        self.process = subprocess.Popen([node, str(PEERS / "server.mjs"), str(postgres.dir), "postgres"],
                                        env={**os.environ, "NODE_ENV": "production"}, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, text=True)
        self.port = self.process.stdout.readline().strip()
        if not self.port:
            raise Failed("the REST peer did not start")
        self.pids = (self.process.pid, postgres.process.pid)

    def _load(self, part):
        return json.loads(run([LOAD, "run", "--http", f"--server={self.port}", "--method=/realisasi",
                               f"--in-flight={part.in_flight}", f"--seconds={part.seconds}",
                               f"--warm-up={part.warm_up}", f"--run={self.next_run()}",
                               *(["--hot"] if part.hot else []), *self.world.flags]))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


class World:
    """The folder of a run, and what all contenders agree on."""

    def __init__(self, folder, offices, lines_each):
        self.dir = pathlib.Path(folder)
        self.dir.chmod(0o755)  # PostgreSQL's user passes through
        self.key_file = self.dir / "internal.key"
        with open(os.open(self.key_file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_hex(32) + "\n")
        self.lines = offices * lines_each
        self.flags = [f"--offices={offices}", f"--lines={lines_each}", f"--key-file={self.key_file}"]
        self.acknowledged = {}  # by contender: postings that were answered, postings that were sent

    def count(self, contender, figures):
        done, sent = self.acknowledged.get(contender, (0, 0))
        self.acknowledged[contender] = done + figures["done"], sent + figures["sent"]
