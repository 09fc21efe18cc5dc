#!/usr/bin/python3
"""What an operator does: options, exit codes, stopping, several processes (docs/OPERATIONS.md)."""
import os
import re
import signal
import subprocess
import unittest

import grpc

import sakip_world
import small_office as office
from sakip_world import CALL_SECONDS, ROOT, Process, World, WorldTest, messages, run, wait_for

YEAR = {"parent": office.PARENT, "tahun": office.TAHUN}
EXIT_USAGE, EXIT_IN_USE, EXIT_EXISTS, EXIT_CONFIG, EXIT_FORCED = 64, 69, 73, 78, 130


def sakipd(*args, environment=None):
    return subprocess.run([sakip_world.sakipd, *map(str, args)], capture_output=True, text=True,
                          env=dict(os.environ, **(environment or {})), timeout=60)


class CommandLine(unittest.TestCase):
    def test_help_is_what_the_documentation_says(self):
        manual = (ROOT / "docs/OPERATIONS.md").read_text()
        for command in ("init", "serve", "backup", "restore", "verify", "migrate"):
            shown = sakipd(command, "--help")
            self.assertEqual(shown.returncode, 0)
            self.assertIn(shown.stdout.strip(), manual)
        # All options there are, by one of them.
        table = (ROOT / "services/sakipd/options_table.cc").read_text()
        for name in re.findall(r'\.name = "([a-z-]+)"', table):
            self.assertIn(f"--{name}=", manual)

    def test_the_client_looks_where_the_server_listens(self):
        listens = re.search(r"--listen=VALUE(?s:.*?)Default: (127[0-9.:]+[0-9])",
                            sakipd("serve", "--help").stdout)[1]
        shown = subprocess.run([sakip_world.sakipctl, "help"], capture_output=True, text=True)
        self.assertIn(f"SAKIPCTL_SERVER; {listens}", shown.stdout)

    def test_wrong_command_lines(self):
        for args, expected in [
                ([], "a subcommand is required"), (["serv"], "serv"),
                (["serve", "--data=/x", "--reflexion=true"], "reflection"),
                (["serve", "--data=/x", "--if-missing=true"], "if-missing"),
                (["serve", "--data=/x", "extra"], "extra"),
                (["serve", "--data=/x", "--reflection=maybe"], "reflection")]:
            with self.subTest(args):
                shown = sakipd(*args)
                self.assertEqual(shown.returncode, EXIT_USAGE, shown.stderr)
                self.assertIn(expected, shown.stderr)

    def test_wrong_configuration(self):
        with_typo = {"SAKIP_LISTENN": "127.0.0.1:0"}
        shown = sakipd("serve", "--data=/x", environment=with_typo)
        self.assertEqual(shown.returncode, EXIT_CONFIG, shown.stderr)
        self.assertIn("SAKIP_LISTEN", shown.stderr)
        shown = sakipd("serve", "--data=/nowhere/at/all", "--listen=127.0.0.1:0")
        self.assertEqual(shown.returncode, EXIT_CONFIG, shown.stderr)
        self.assertIn("sakipd init", shown.stderr)
        shown = sakipd("serve", "--data=/x", "--services=gateway")
        self.assertEqual(shown.returncode, EXIT_CONFIG, shown.stderr)
        self.assertIn("upstream-planning", shown.stderr)


class Stores(WorldTest):
    def test_a_store_belongs_to_one_process(self):
        shown = sakipd("serve", f"--data={self.world.data}", "--listen=127.0.0.1:0")
        self.assertEqual(shown.returncode, EXIT_IN_USE, shown.stderr)

    def test_init_does_not_touch_what_exists(self):
        before = self.identities()
        self.assertEqual(sakipd("init", f"--data={self.world.data}").returncode, EXIT_EXISTS)
        self.assertEqual(
            sakipd("init", f"--data={self.world.data}", "--if-missing=true").returncode, 0)
        self.assertEqual(self.identities(), before)
        self.world.call("gateway.GetCaller")

    def identities(self):
        return {p.parent.name: p.read_bytes() for p in self.world.data.glob("*/identity")}

    def test_keys_are_for_the_owner_only(self):
        for name in ("internal.key", "development-token.key"):
            self.assertEqual((self.world.data / "gateway" / name).stat().st_mode & 0o777, 0o600)

    def test_the_log_is_one_json_object_a_line_and_holds_no_secret(self):
        token = self.world.token("integrasi-6474")
        self.world.call("gateway.GetCaller", metadata=(("authorization", "Bearer " + token),))
        call = wait_for("the call's log line", lambda: [
            line for line in self.world.process.log() if line["message"] == "rpc"])[-1]
        self.assertEqual((call["method"], call["code"], call["account"]), (
            "/sakip.gateway.v1.GatewayService/GetCaller", "OK", "akun/integrasi-6474"))
        text = self.world.process.log_file.read_text()
        self.assertEqual(len(self.world.process.log()), len(text.splitlines()), text)
        key = (self.world.data / "gateway/internal.key").read_text().strip()
        self.assertNotIn(token, text)
        self.assertNotIn(key, text)


class Closed(unittest.TestCase):
    """What is off unless asked for."""

    def setUp(self):
        self.world = World(start=False)
        self.addCleanup(self.world.close)

    def test_no_development_tokens_no_reflection(self):
        process = Process(self.world, [f"--data={self.world.data}", "--listen=127.0.0.1:0"])
        self.world.connect(process.ready_text.strip())
        with self.assertRaises(sakip_world.Refused) as caught:
            self.world.call("gateway.GetCaller")
        self.assertEqual(caught.exception.reason, "NOT_AUTHENTICATED")
        for version in ("v1", "v1alpha"):
            with self.assertRaises(sakip_world.Refused) as caught:
                self.world.call_bytes(
                    f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo", b"")
            self.assertEqual(caught.exception.code, grpc.StatusCode.UNIMPLEMENTED)

    def test_a_key_that_others_can_read_is_not_used(self):
        key = self.world.data / "gateway/internal.key"
        key.chmod(0o644)
        shown = sakipd("serve", f"--data={self.world.data}", "--listen=127.0.0.1:0")
        self.assertEqual(shown.returncode, EXIT_CONFIG, shown.stderr)
        self.assertIn("internal.key", shown.stderr)


class Stopping(unittest.TestCase):
    def setUp(self):
        # One worker: several renderings take long enough to be under way when the signal comes.
        self.world = World("--worker-threads=1")
        self.addCleanup(self.world.close)
        office.fill(self.world)
        self.lakip = self.world.call("reporting.CreateLakip", YEAR)["lakip"]["name"]

    def start_renderings(self, count=6):
        """Futures of calls of which the first has ended and the others run or wait."""
        path, kind, _ = messages().method("reporting.RenderLakip")
        request = kind(name=self.lakip, format=1).SerializeToString()
        stub = self.world.channel.unary_unary(path)
        futures = [stub.future(request, metadata=self.world.bearer("integrasi-6474"),
                               timeout=CALL_SECONDS) for _ in range(count)]
        wait_for("the first rendering", lambda: any(f.done() for f in futures))
        return futures

    def test_sigterm_tells_health_finishes_calls_and_exits_0(self):
        check = self.world.channel.unary_unary(
            "/grpc.health.v1.Health/Check",
            response_deserializer=messages().type("grpc.health.v1.HealthCheckResponse").FromString)
        futures = self.start_renderings()
        process = self.world.process
        self.assertEqual(check(b"", timeout=CALL_SECONDS).status, 1)  # SERVING
        process.popen.send_signal(signal.SIGTERM)
        wait_for("health to say NOT_SERVING", lambda: check(b"", timeout=CALL_SECONDS).status == 2)
        with self.assertRaises(sakip_world.Refused) as caught:
            self.world.call("budget.GetAnggaran", YEAR)
        self.assertEqual(caught.exception.reason, "SHUTTING_DOWN")
        for future in futures:
            self.assertIsNone(future.exception(), "a call that ran was not finished")
        self.assertEqual(process.popen.wait(30), 0)
        self.assertEqual(process.log()[-1]["message"], "stopped")

    def test_a_second_signal_forces(self):
        self.start_renderings()
        process = self.world.process
        # Both arrive before the first can be acted upon; two of one kind would become one.
        process.popen.send_signal(signal.SIGSTOP)
        process.popen.send_signal(signal.SIGTERM)
        process.popen.send_signal(signal.SIGINT)
        process.popen.send_signal(signal.SIGCONT)
        self.assertEqual(process.popen.wait(30), EXIT_FORCED)
        # Nothing acknowledged is lost.
        self.world.start()
        self.assertEqual(self.world.call("reporting.GetLakip", name=self.lakip)["lakip"]["versi"], 1)


class Split(unittest.TestCase):
    """Each service in its own process gives the figures of one process."""
    NEEDS = {"planning": [], "budget": ["planning"], "performance": ["planning"],
             "reporting": ["planning", "performance", "budget"],
             "gateway": ["planning", "performance", "budget", "reporting"]}

    def setUp(self):
        self.world = World(start=False)
        self.addCleanup(self.world.close)
        self.addresses = {}

    def start(self, service):
        flags = [f"--data={self.world.data}", f"--services={service}",
                 f"--internal-key-file={self.world.data}/gateway/internal.key",
                 *(f"--upstream-{peer}={self.addresses[peer]}" for peer in self.NEEDS[service])]
        if service == "gateway":
            process = Process(self.world, [*flags, "--listen=127.0.0.1:0",
                                           "--development-issuer=true"], service)
            self.world.connect(process.ready_text.strip())
        else:
            listen = self.addresses.get(service, "127.0.0.1:0")
            process = Process(self.world, [*flags, f"--listen-{service}={listen}"], service)
            name, self.addresses[service] = process.ready_text.split()
            self.assertEqual(name, service)
        return process

    def test_chain(self):
        processes = {service: self.start(service) for service in self.NEEDS}
        imported = self.world.import_package()
        self.assertEqual(imported.returncode, 0, imported.stderr)
        total = self.world.anggaran()["total"]
        self.assertEqual((total["pagu"], total["realisasi"]), (3_511_812_000, 3_127_524_380))
        made = self.world.call("reporting.CreateLakip", YEAR)
        self.assertTrue(made["created"])
        html = self.world.call_message("reporting.RenderLakip", name=made["lakip"]["name"], format=2)
        self.assertIn("3.511.812.000", html.isi.decode())
        # Refusals come through two processes as they were made.
        with self.assertRaises(sakip_world.Refused) as caught:
            self.world.call("budget.PostRealisasi", parent=office.PARENT,
                            realisasi=office.posting("x", "3355.003", 48_051))
        self.assertEqual(caught.exception.metadata["shortfall"], "1")
        self.one_service_down(processes["budget"])

    def one_service_down(self, process):
        """What needs it is refused by name, the rest goes on, and it comes back without a restart
        of the others."""
        self.assertEqual(process.stop(), 0)
        for method in ("budget.GetAnggaran", "reporting.CreateLakip"):
            with self.assertRaises(sakip_world.Refused) as caught:
                self.world.call(method, YEAR)
            self.assertEqual(caught.exception.reason, "DEPENDENCY_DOWN", caught.exception)
        self.world.call("performance.GetPengukuran", YEAR)
        self.start("budget")

        def answers():
            try:
                return self.world.anggaran()["total"]["pagu"] == 3_511_812_000
            except sakip_world.Refused:
                return False

        wait_for("the gateway to find budget again", answers)


if __name__ == "__main__":
    run()
