"""A real sakipd with its own fresh data, and a gRPC client that shares no code with it.

The client is Debian's python3-grpcio with messages built at run time from the project's protos.
Nothing here sleeps except between two looks at a condition that has a deadline.
"""
import base64
import hashlib
import hmac
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import uuid

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "deploy/samples/bontang-2017"
GRPC_PROTOS = "/usr/share/grpc-proto"
START_SECONDS = 60  # of a sanitized build on a busy machine
CALL_SECONDS = 60
SERVICES = ("planning", "performance", "budget", "reporting", "gateway")

# Set by run(): the programs under test.
sakipd = sakipctl = None
_messages = None


def wait_for(what, condition, seconds=START_SECONDS):
    """The first true value of condition(); AssertionError naming `what` after the deadline."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds} s for {what}")
        time.sleep(0.01)


class Messages:
    """Every message and method of the public protos, by full name."""

    def __init__(self, build):
        google = build / "google-protos"
        protos = sorted(str(p.relative_to(ROOT / "protos"))
                        for p in (ROOT / "protos/sakip").rglob("*.proto")
                        if "storage" not in p.parts)
        with tempfile.NamedTemporaryFile() as out:
            subprocess.run(
                ["protoc", "--include_imports", f"--descriptor_set_out={out.name}",
                 "-I", ROOT / "protos", "-I", google, "-I", GRPC_PROTOS,
                 "-I", pathlib.Path(__file__).parent, *protos, "google/rpc/status.proto",
                 "google/rpc/error_details.proto", "error_info.proto",
                 "grpc/health/v1/health.proto", "grpc/reflection/v1alpha/reflection.proto"],
                check=True)
            files = descriptor_pb2.FileDescriptorSet.FromString(out.read())
        self._pool = descriptor_pool.DescriptorPool()
        for file in files.file:
            self._pool.Add(file)
        self._factory = message_factory.MessageFactory(self._pool)

    def type(self, name):
        return self._factory.GetPrototype(self._pool.FindMessageTypeByName(name))

    def service(self, name):
        return self._pool.FindServiceByName(name)

    def method(self, name):
        """Of "budget.ListPagu": its path, request type and response type."""
        service, _, method = name.partition(".")
        full = f"sakip.{service}.v1.{service.capitalize()}Service"
        found = self.service(full).methods_by_name[method]
        return (f"/{full}/{method}", self._factory.GetPrototype(found.input_type),
                self._factory.GetPrototype(found.output_type))


def messages():
    return _messages


def as_dict(message):
    """Names of fields as in the protos; int64 as int, enums by name, defaults included."""
    def numbers(descriptor, value):
        for field in descriptor.fields:
            if field.name not in value or field.message_type and field.message_type.GetOptions().map_entry:
                continue
            many = field.label == field.LABEL_REPEATED
            if field.message_type:
                for item in value[field.name] if many else [value[field.name]]:
                    numbers(field.message_type, item)
            elif field.cpp_type in (field.CPPTYPE_INT64, field.CPPTYPE_UINT64):
                value[field.name] = ([int(v) for v in value[field.name]] if many
                                     else int(value[field.name]))
        return value

    return numbers(message.DESCRIPTOR, json_format.MessageToDict(
        message, preserving_proto_field_name=True, including_default_value_fields=True))


class Refused(Exception):
    """A call that did not succeed, with the details of google.rpc decoded."""

    def __init__(self, error):
        self.code = error.code()
        self.text = error.details()
        self.reason = self.domain = self.indonesian = self.locale = None
        self.metadata, self.fields, self.preconditions, self.types = {}, {}, [], []
        trailers = dict(error.trailing_metadata() or ())
        raw = trailers.get("grpc-status-details-bin")
        status = messages().type("google.rpc.Status").FromString(raw or b"")
        for detail in status.details:
            prefix, name = detail.type_url.rsplit("/", 1)
            assert prefix == "type.googleapis.com", detail.type_url
            self.types.append(name)
            value = messages().type(name).FromString(detail.value)
            if name == "google.rpc.ErrorInfo":
                self.reason, self.domain = value.reason, value.domain
                self.metadata = dict(value.metadata)
            elif name == "google.rpc.LocalizedMessage":
                self.locale, self.indonesian = value.locale, value.message
            elif name == "google.rpc.BadRequest":
                self.fields = {v.field: v.description for v in value.field_violations}
            elif name == "google.rpc.PreconditionFailure":
                self.preconditions = [(v.type, v.subject) for v in value.violations]
        super().__init__(f"{self.code} {self.reason}: {self.text} {self.fields or self.metadata}")


def request_id(text=None):
    """A fresh id, or the same one for the same text."""
    return str(uuid.uuid4() if text is None else uuid.uuid5(uuid.NAMESPACE_URL, text))


def run_sakipd(*args, environment=None, seconds=120):
    """One run of a subcommand that ends by itself."""
    return subprocess.run([str(a) for a in (sakipd, *args)], capture_output=True, text=True,
                          errors="replace", env=dict(os.environ, **(environment or {})),
                          timeout=seconds, stdin=subprocess.DEVNULL)


def log_lines(text):
    """The parsed lines of a log."""
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def tree(folder):
    """Every file and folder below, with mode and content: what a refusal must not change."""
    return {str(p.relative_to(folder)):
            (p.lstat().st_mode, hashlib.sha256(p.read_bytes()).hexdigest() if p.is_file() else "")
            for p in sorted(pathlib.Path(folder).rglob("*"))}


def flip_byte(path, offset=None):
    """Damages one byte, by default the middle one; returns its offset. Twice is as before."""
    data = bytearray(path.read_bytes())
    offset = len(data) // 2 if offset is None else offset
    data[offset] ^= 0x20
    path.write_bytes(data)
    return offset


class Process:
    """One `sakipd serve`. Its log is kept in memory's reach: a file below the world's folder."""

    def __init__(self, world, flags, name="all"):
        self.ready_file = world.dir / f"ready-{name}-{len(world.processes)}"
        self.log_file = world.dir / f"log-{name}-{len(world.processes)}"
        with open(self.log_file, "wb") as log:
            self.popen = subprocess.Popen(
                [sakipd, "serve", f"--ready-file={self.ready_file}", *flags], stderr=log,
                stdin=subprocess.DEVNULL)
        world.processes.append(self)
        wait_for("sakipd to be ready", lambda: self.ready_file.exists() or
                 self.popen.poll() is not None)
        if not self.ready_file.exists():
            raise AssertionError(f"sakipd ended with {self.popen.returncode}:\n{self.log_tail()}")
        self.ready_text = self.ready_file.read_text()

    def log(self):
        """Complete lines of the log so far, parsed."""
        text = self.log_file.read_bytes()
        lines = text[:text.rfind(b"\n") + 1].splitlines()
        return [json.loads(line) for line in lines if line.startswith(b"{")]

    def log_tail(self, lines=15):
        return "\n".join(self.log_file.read_text(errors="replace").splitlines()[-lines:])

    def stop(self, signals=1, seconds=30):
        """SIGTERM and wait; the exit code."""
        if self.popen.poll() is None:
            for _ in range(signals):
                self.popen.send_signal(signal.SIGTERM)
        return self.popen.wait(seconds)

    def kill(self):
        self.popen.kill()
        self.popen.wait(30)


class World:
    """A folder with fresh stores, the processes that serve them, and a client of the gateway."""

    def __init__(self, *flags, start=True, init=True):
        self._temp = tempfile.TemporaryDirectory(prefix="sakip-e2e-")
        self.dir = pathlib.Path(self._temp.name)
        self.data = self.dir / "store"
        self.flags = flags
        self.processes = []
        self.channel = None
        if init:
            self.init()
        if start:
            self.start()

    def init(self, *flags):
        subprocess.run([sakipd, "init", f"--data={self.data}", "--development-accounts=true", *flags],
                       check=True, stdout=subprocess.DEVNULL)

    def start(self, *flags):
        """All services in one process, on this world's stores."""
        process = Process(self, [f"--data={self.data}", "--listen=127.0.0.1:0",
                                 "--development-issuer=true", *self.flags, *flags])
        self.connect(process.ready_text.strip())
        return process

    def connect(self, address):
        if self.channel:
            self.channel.close()
        self.address = address
        # Each world its own connection: a global one would survive a killed server.
        self.channel = grpc.insecure_channel(address, [("grpc.use_local_subchannel_pool", 1),
                                                       ("grpc.max_receive_message_length", -1)])

    @property
    def process(self):
        return self.processes[-1]

    def close(self, failed=False):
        """Stops everything; every process that still runs must drain with exit code 0."""
        if self.channel:
            self.channel.close()
        codes = {}
        for process in reversed(self.processes):
            if process.popen.poll() is None:
                codes[process.log_file.name] = process.stop()
        if failed or any(codes.values()):
            for process in self.processes:
                print(f"--- {process.log_file.name}\n{process.log_tail()}", file=sys.stderr)
        self._temp.cleanup()
        assert not any(codes.values()), f"exit codes after SIGTERM: {codes}"

    # --- identity, by the format documented in services/gateway/dev_token.h

    def token(self, subject, key=None, expires=None):
        if key is None:
            key = bytes.fromhex((self.data / "gateway/development-token.key").read_text().strip())

        def encode(data):
            return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

        expires = int(time.time()) + 3600 if expires is None else expires
        said = f"dev.{encode(subject.encode())}.{expires}"
        return said + "." + encode(hmac.new(key, said.encode(), hashlib.sha256).digest())

    def bearer(self, subject):
        return (("authorization", "Bearer " + self.token(subject)),)

    # --- calls

    def call(self, method, fields=None, who="integrasi-6474", metadata=None, wait=True, **more):
        """One call through the gateway, its answer as a dict. A mutation without a request id gets
        a fresh one. With `wait`, a connection that is not there yet is waited for. Raises Refused."""
        return as_dict(self.call_message(method, fields, who, metadata, wait, **more))

    def call_message(self, method, fields=None, who="integrasi-6474", metadata=None, wait=True,
                     **more):
        path, request_type, response_type = messages().method(method)
        request = json_format.ParseDict({**(fields or {}), **more}, request_type())
        if "request_id" in request_type.DESCRIPTOR.fields_by_name and not request.request_id:
            request.request_id = request_id()
        return self.call_bytes(path, request.SerializeToString(), who, metadata,
                               response_type.FromString, wait)

    def call_bytes(self, path, data, who="integrasi-6474", metadata=None, read=lambda b: b,
                   wait=True):
        stub = self.channel.unary_unary(path, request_serializer=None, response_deserializer=read)
        metadata = self.bearer(who) if metadata is None else metadata
        try:
            return stub(data, metadata=metadata, timeout=CALL_SECONDS, wait_for_ready=wait)
        except grpc.RpcError as error:
            raise Refused(error) from None

    def pages(self, method, field, page_size=2, **fields):
        """Every element of a list, page by page."""
        found, token = [], ""
        while True:
            answer = self.call(method, page_size=page_size, page_token=token, **fields)
            assert len(answer[field]) <= page_size, f"{method}: page of {len(answer[field])}"
            found += answer[field]
            token = answer["next_page_token"]
            if not token:
                return found
            assert answer[field], f"{method}: an empty page that is not the last"

    def changes(self, service, page_size=0):
        events, after = [], 0
        while True:
            answer = self.call(f"{service}.ListChanges", who="apip-00", after=after,
                               page_size=page_size)
            if not answer["events"]:
                assert answer["next"] == after
                return events
            events += answer["events"]
            after = answer["next"]

    def effects(self):
        """What any write would change: the length of each feed, each store's revision, the sums.
        Only for an office that is registered."""
        seen = {service: len(self.changes(service)) for service in SERVICES[:-1]}
        for method in ("planning.GetPerencanaan", "performance.GetPengukuran", "budget.GetAnggaran"):
            try:
                answer = self.call(method, parent="satker/6474", tahun=2017)
                seen[method] = answer["revision"]["sequence"]
            except Refused as refused:
                seen[method] = refused.reason
        seen["total"] = self.anggaran().get("total")
        return seen

    def anggaran(self):
        return self.call("budget.GetAnggaran", parent="satker/6474", tahun=2017)["anggaran"]

    # --- sakipctl

    def ctl_command(self, *args, who="integrasi-6474"):
        """Command line and environment of one run of sakipctl."""
        token_file = self.dir / f"token-{who}"
        if not token_file.exists():
            token_file.touch(0o600)
            token_file.write_text(self.token(who) + "\n")
        environment = dict(os.environ, SAKIPCTL_SERVER=self.address,
                           SAKIPCTL_TOKEN_FILE=str(token_file))
        return [str(a) for a in (sakipctl, *args)], environment

    def ctl(self, *args, who="integrasi-6474", seconds=120):
        command, environment = self.ctl_command(*args, who=who)
        return subprocess.run(command, env=environment, capture_output=True, text=True,
                              timeout=seconds, stdin=subprocess.DEVNULL)

    def import_command(self, package):
        self.ctl_command(who="integrasi-00")
        return ["import", package, "--register-token-file", self.dir / "token-integrasi-00"]

    def import_package(self, package=SAMPLE):
        return self.ctl(*self.import_command(package))


class WorldTest(unittest.TestCase):
    """Tests that share one world, made by set_up_world(); on a failure its logs are printed."""
    flags = ()
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        cls.world = World(*cls.flags)
        cls.failed = False
        try:
            cls.set_up_world()
        except BaseException:
            cls.world.close(failed=True)
            raise

    @classmethod
    def set_up_world(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        cls.world.close(failed=cls.failed)

    def tearDown(self):
        result = self._outcome.result
        failed = [test for test, _ in result.failures + result.errors]
        if any(getattr(test, "test_case", test) is self for test in failed):
            type(self).failed = True

    def refused(self, reason, call, *args, **kwargs):
        """Asserts that the call is refused for that reason, in the form the contract promises."""
        with self.assertRaises(Refused) as caught:
            call(*args, **kwargs)
        refused = caught.exception
        self.assertEqual(refused.reason, reason, refused)
        self.assertEqual(refused.domain, "sakip")
        self.assertEqual(refused.locale, "id")
        self.assertTrue(refused.indonesian)
        self.assertTrue(refused.text)
        return refused


def run():
    """Main of each test file: FILE SAKIPD SAKIPCTL BUILD_DIR [unittest arguments]."""
    global sakipd, sakipctl, _messages
    if len(sys.argv) < 4:
        sys.exit(f"{sys.argv[0]} SAKIPD SAKIPCTL BUILD_DIR [arguments of unittest]")
    this = sys.modules["sakip_world"]
    this.sakipd, this.sakipctl = sys.argv[1:3]
    this._messages = Messages(pathlib.Path(sys.argv[3]))
    unittest.main(module="__main__", argv=[sys.argv[0], *sys.argv[4:]])
