#!/usr/bin/python3
"""kill -9 in the middle of writing. What was acknowledged is there after the restart, what was not
is there as a whole or not at all, and a repetition completes it without doing anything twice."""
import subprocess
import threading
import unittest

import grpc

import small_office as office
from sakip_world import SAMPLE, Refused, World, request_id, run, wait_for

YEAR = {"parent": office.PARENT, "tahun": office.TAHUN}


class CrashTest(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(lambda: self.world.close(failed=self.has_failed()))

    def has_failed(self):
        result = self._outcome.result
        return any(test is self for test, _ in result.failures + result.errors)


class Crash(CrashTest):
    def restart_after_kill(self):
        self.world.process.kill()
        self.world.start()

    def test_every_acknowledged_step_of_an_import_survives(self):
        answers = {}
        for method, fields, who in office.STEPS:
            answers.update(office.fill(self.world, [(method, fields, who)]))
            seen = self.world.effects()
            self.restart_after_kill()
            self.assertEqual(self.world.effects(), seen, f"after {method}")
        # What a client keeps from before a crash is good after it: tokens of writes and of pages.
        written = answers["budget.ImportAnggaran"]["consistency_token"]
        page = self.world.call("budget.ListPagu", page_size=2, consistency_token=written, **YEAR)
        self.restart_after_kill()
        rest = self.world.call("budget.ListPagu", page_size=2, consistency_token=written,
                               page_token=page["next_page_token"], **YEAR)
        self.assertEqual([len(page["pagu"]), len(rest["pagu"])], [2, 1])
        # The same ids after the crash are answered as before it, and change nothing.
        self.assertEqual(office.fill(self.world), answers)
        self.assertEqual(self.world.effects(), seen)
        self.assertEqual(self.world.anggaran()["total"]["realisasi"], 12_333_333)

    def test_killed_among_postings(self):
        """Four clients post 1 rupiah each, over and over; the server dies after some acknowledgments."""
        office.fill(self.world)
        before = self.world.anggaran()["total"]["realisasi"]
        for kill_after in (1, 7, 40):
            acknowledged, unknown = self.post_until_killed(kill_after)
            self.world.start()
            names = [t["dokumen"] for t in
                     self.world.pages("budget.ListJurnal", "transaksi", page_size=500, **YEAR)]
            self.assertEqual(len(names), len(set(names)) + len(office.LINES) - 1)  # "PAGU" repeats
            self.assertLessEqual(set(acknowledged), set(names))
            # Whoever heard nothing repeats with the same id: then all are there, each once.
            for name, ident in unknown:
                self.post(name, ident)
            before += len(acknowledged) + len(unknown)
            self.assertEqual(self.world.anggaran()["total"]["realisasi"], before)
            self.assert_journal_gives_the_balances()

    def post(self, name, ident):
        self.world.call("budget.PostRealisasi", parent=office.PARENT, request_id=ident,
                        realisasi=office.posting(name.rsplit("/", 1)[1], "3355.007", 1))

    def post_until_killed(self, kill_after):
        acknowledged, unknown = [], []
        process = self.world.process

        def client(number):
            for i in range(10_000):
                name = f"{office.PARENT}/realisasiAnggaran/p{kill_after}-{number}-{i}"
                ident = request_id(name)
                try:
                    self.post_now(name, ident)
                except Refused as refused:
                    # UNAVAILABLE is gRPC's own word for a connection that broke.
                    if refused.code != grpc.StatusCode.UNAVAILABLE:
                        raise
                    unknown.append((name, ident))
                    return
                acknowledged.append(name)

        threads = [threading.Thread(target=client, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        wait_for("acknowledgments", lambda: len(acknowledged) >= kill_after)
        process.kill()
        for thread in threads:
            thread.join(60)
            self.assertFalse(thread.is_alive())
        self.assertEqual(len(unknown), 4)
        return acknowledged, unknown

    def post_now(self, name, ident):
        """As post, but a server that is gone is an error at once."""
        self.world.call("budget.PostRealisasi", parent=office.PARENT, request_id=ident, wait=False,
                        realisasi=office.posting(name.rsplit("/", 1)[1], "3355.007", 1))

    def assert_journal_gives_the_balances(self):
        spent = {}
        rows = self.world.pages("budget.ListJurnal", "transaksi", page_size=500, **YEAR)
        self.assertEqual([r["nomor"] for r in rows], list(range(1, len(rows) + 1)))
        for entry in (e for r in rows for e in r["entri"]):
            if entry["akun"] == "AKUN_JURNAL_REALISASI":
                spent[entry["pagu"]] = spent.get(entry["pagu"], 0) + entry["debit"] - entry["kredit"]
        for line in self.world.pages("budget.ListPagu", "pagu", **YEAR):
            self.assertEqual(spent.get(line["name"], 0), line["realisasi"], line["name"])
            self.assertEqual(line["jumlah"] - line["realisasi"], line["tersedia"])


class CrashDuringImport(CrashTest):
    """sakipctl imports the sample; the server dies when its log shows the k-th answered call."""

    def rpcs(self):
        return [line for line in self.world.process.log()
                if line["message"] == "rpc" and line["server"] != "gateway"]

    def test_killed_in_the_middle(self):
        done = self.world.import_package()
        self.assertEqual(done.returncode, 0, done.stderr)
        calls = len(self.rpcs())
        expected = self.world.effects()
        self.assertEqual(expected["total"]["realisasi"], 3_127_524_380)
        killed_midway = 0
        for k in sorted({1, calls // 5, 2 * calls // 5, 3 * calls // 5, 4 * calls // 5, calls - 1}):
            with self.subTest(killed_after_calls=k):
                self.world.close()
                self.world = World()
                killed_midway += self.kill_at(k)
                self.world.start()
                self.assert_each_service_has_all_or_nothing()
                again = self.world.import_package()
                self.assertEqual(again.returncode, 0, again.stderr)
                self.assertEqual(self.world.effects(), expected)
        self.assertGreater(killed_midway, 2)  # else this proves little

    def kill_at(self, k):
        """Whether the import was still under way when the server died."""
        command, environment = self.world.ctl_command(
            *self.world.import_command(SAMPLE))
        with subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as client:
            wait_for(f"call {k} of the import", lambda: len(self.rpcs()) >= k
                     or client.poll() is not None)
            self.world.process.kill()
            return client.wait(120) != 0

    def assert_each_service_has_all_or_nothing(self):
        anggaran = self.world.anggaran()
        self.assertIn(len(anggaran["output"]), (0, 22))
        if anggaran["output"]:
            self.assertEqual(anggaran["total"]["realisasi"], 3_127_524_380)
        capaian = self.world.call("performance.GetPengukuran", YEAR)["pengukuran"]["capaian"]
        self.assertIn(len(capaian), (0, 61))
        try:
            plan = self.world.call("planning.GetPerencanaan", YEAR)["perencanaan"]
        except Refused as refused:
            self.assertEqual(refused.reason, "NOT_FOUND")
            return
        self.assertIn(len(plan["perjanjian_kinerja"]), (0, 6))
        self.assertEqual("renstra" in plan, bool(plan["perjanjian_kinerja"]))


if __name__ == "__main__":
    run()
