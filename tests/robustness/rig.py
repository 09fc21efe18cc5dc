"""What every robustness test stands on: sizes, seeds, and a sakipd that may be killed at any moment.

A test is a script `FILE SAKIPD SAKIPCTL BUILD_DIR [--seed N]`. Exit code 0: the promise held; 1: it
did not, and the folder with stores, logs and history is kept and named; 77: skipped, with the reason.
SAKIP_ROBUSTNESS=T1 in the environment asks for the long sizes. Nothing here sleeps for a fixed time:
every wait is for a condition and has a deadline.
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

import grpc

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
import sakip_world  # noqa: E402
from sakip_world import wait_for  # noqa: E402

# Taken out of the environment: sakipd refuses variables it does not know.
FULL = os.environ.pop("SAKIP_ROBUSTNESS", "T0") == "T1"
SKIPPED = 77
# Whom each service calls.
PEERS = {"planning": (), "performance": ("planning",), "budget": ("planning",),
         "reporting": ("planning", "performance", "budget"),
         "gateway": ("planning", "performance", "budget", "reporting")}


def size(short, long):
    return long if FULL else short


class Skip(Exception):
    pass


class Failed(Exception):
    """A promise that was not kept, or a run that proves nothing."""


class Server(sakip_world.Process):
    """One `sakipd serve`. Unlike in the e2e tests it may end before it is ready: that is what a
    failpoint during recovery does."""

    def __init__(self, world, flags, environment):
        number = len(world.processes)
        self.ready_file = world.dir / f"ready-{number}"
        self.log_file = world.dir / f"log-{number}"
        started = time.monotonic()
        with open(self.log_file, "wb") as log:
            self.popen = subprocess.Popen(
                [sakip_world.sakipd, "serve", f"--ready-file={self.ready_file}", *flags],
                stderr=log, stdin=subprocess.DEVNULL, env={**os.environ, **environment})
        world.processes.append(self)
        wait_for("sakipd to be ready or to end", lambda: self.ready_file.exists() or not self.runs())
        self.ready_seconds = time.monotonic() - started
        self.ready = self.ready_file.exists()
        self.ready_text = self.ready_file.read_text() if self.ready else ""

    def log_tail(self, lines=15):
        """Without the calls."""
        text = self.log_file.read_text(errors="replace").splitlines()
        return "\n".join([line for line in text if '"message":"rpc"' not in line][-lines:])

    def runs(self):
        return self.popen.poll() is None

    def wait_end(self, seconds=60):
        """The exit code; minus the number of a signal that ended it."""
        try:
            return self.popen.wait(seconds)
        except subprocess.TimeoutExpired:
            raise Failed(f"sakipd did not end in {seconds} s") from None


class World(sakip_world.World):
    """A folder of its own with stores that outlive many processes."""

    def __init__(self, data=None, flags=()):
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="sakip-robustness-"))
        self.data = pathlib.Path(data) if data else self.dir / "store"
        self.flags = tuple(flags)
        self.processes = []
        self.channel = None
        self.at_end = []  # called first when the world ends
        self.init()

    def start(self, failpoint="", defect="", may_die=False):
        """All services in one process. `failpoint` is "commit-begin:7". With `may_die` the failpoint
        may kill it before it is ready; otherwise that is a failure."""
        environment = {name: value for name, value in (("FAILPOINT", failpoint), ("DEFECT", defect))
                       if value}
        server = Server(self, [f"--data={self.data}", "--listen=127.0.0.1:0",
                               "--development-issuer=true", *self.flags], environment)
        if server.ready:
            self.connect(server.ready_text.strip())
        elif not (may_die and server.wait_end() == -signal.SIGKILL):
            raise Failed(f"sakipd ended with {server.popen.returncode} before it was ready:\n"
                         f"{server.log_tail()}")
        return server

    def new_channel(self, address=None):
        """A connection of its own, that comes back quickly."""
        return grpc.insecure_channel(address or self.address, [
            ("grpc.use_local_subchannel_pool", 1), ("grpc.initial_reconnect_backoff_ms", 50),
            ("grpc.min_reconnect_backoff_ms", 1000), ("grpc.max_reconnect_backoff_ms", 200),
            ("grpc.max_receive_message_length", -1)])

    def run(self, *arguments, seconds=300):
        """Another subcommand of sakipd; what it said."""
        return subprocess.run([str(a) for a in (sakip_world.sakipd, *arguments)], text=True,
                              capture_output=True, timeout=seconds, stdin=subprocess.DEVNULL)

    def verify(self):
        """`sakipd verify` of the stores at rest: the empty text, or what is wrong."""
        done = self.run("verify", f"--data={self.data}")
        said = [line for line in (done.stdout + done.stderr).splitlines() if ": whole: " not in line]
        return "" if done.returncode == 0 else f"exit code {done.returncode}: {' '.join(said)}"

    def end(self, keep):
        """Ends what still runs; the exit codes of those that had to drain."""
        for end in self.at_end:
            end()
        if self.channel:
            self.channel.close()
        codes = [p.stop() for p in reversed(self.processes) if p.runs()]
        if not keep:
            shutil.rmtree(self.dir, ignore_errors=True)
        return codes


class SplitWorld(World):
    """The same stores, each service in a process of its own, over Unix sockets that keep their names
    when a service is started again."""

    def __init__(self, **options):
        super().__init__(**options)
        self.servers = {}
        self.address = self._socket("gateway")

    def _socket(self, service):
        return f"unix:{self.dir}/{service}.sock"

    def start(self):
        for service in sakip_world.SERVICES:
            self.start_service(service)
        self.connect(self.address)

    def start_service(self, service, failpoint=""):
        flags = [f"--data={self.data}", f"--services={service}", "--admin-socket=off",
                 f"--internal-key-file={self.data}/gateway/internal.key", *self.flags]
        if service == "gateway":
            flags += [f"--listen={self.address}", "--development-issuer=true"]
        else:
            flags.append(f"--listen-{service}={self._socket(service)}")
        flags += [f"--upstream-{peer}={self._socket(peer)}" for peer in PEERS[service]]
        server = Server(self, flags, {"FAILPOINT": failpoint} if failpoint else {})
        if not server.ready:
            raise Failed(f"{service} ended with {server.wait_end()}:\n{server.log_tail()}")
        self.servers[service] = server
        return server


class Run:
    """Arguments, the seed, and the worlds of one test; reports and cleans up."""

    def __init__(self, name):
        parser = argparse.ArgumentParser(description=name)
        parser.add_argument("sakipd")
        parser.add_argument("sakipctl")
        parser.add_argument("build", type=pathlib.Path)
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--cycles", type=int, default=0, help="instead of the tier's number")
        self.arguments = parser.parse_args()
        self.seed = self.arguments.seed
        self.random = random.Random(self.seed)
        self.name = name
        self.worlds = []
        self.at_end = []  # called after the worlds ended
        sakip_world.sakipd = self.arguments.sakipd
        sakip_world.sakipctl = self.arguments.sakipctl
        sakip_world._messages = sakip_world.Messages(self.arguments.build)

    def world(self, kind=World, **options):
        self.worlds.append(kind(**options))
        return self.worlds[-1]

    def say(self, text):
        print(text, flush=True)

    def main(self, body):
        """Runs body(self); exits as the module's comment says."""
        keep, code = False, 0
        try:
            body(self)
        except Skip as skip:
            self.say(f"{self.name}: SKIPPED: {skip}")
            code = SKIPPED
        except BaseException as error:  # whatever it is: keep the evidence
            if not isinstance(error, Failed):
                traceback.print_exc()
            self.say(f"{self.name}: FAILED, seed {self.seed}: {error}")
            keep, code = True, 1
        for world in self.worlds:
            if keep:
                self.say(f"kept: {world.dir}, the stores in {world.data}")
                for server in world.processes[-1:]:
                    self.say(f"last log:\n{server.log_tail()}")
            codes = world.end(keep)
            if any(codes) and not code:
                self.say(f"{self.name}: FAILED: exit codes after SIGTERM: {codes}")
                code = 1
        for end in self.at_end if not keep else ():
            end()
        sys.stdout.flush()
        # Not sys.exit(): gRPC's threads may still wait for servers that are gone.
        os._exit(code)


def json_line(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=True) + "\n"
