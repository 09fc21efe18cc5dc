#!/usr/bin/python3
"""Systems of the formats before this one (tests/compat/stores), brought to this one's by their operator."""
import subprocess
import unittest

from sakip_world import (ROOT, SERVICES, World, log_lines, messages, run, run_sakipd, tree)

YEAR = {"parent": "satker/6474", "tahun": 2017}
EXIT_DAMAGED, EXIT_EXISTS, EXIT_CONFIG = 65, 73, 78
THIS = 3


class Migrate(unittest.TestCase):
    format = 1
    realisasi = 3_127_524_380

    def setUp(self):
        self.world = World(start=False, init=False)
        self.addCleanup(self.world.close)
        self.data = self.world.data
        self.data.mkdir()
        subprocess.run(["tar", "xJf", ROOT / f"tests/compat/stores/format-{self.format}.tar.xz",
                        "-C", self.data], check=True)
        for service in SERVICES:
            (self.data / service / "lock").touch(0o600)  # empty, so not in the fixture
        self.backup = self.world.dir / "before"

    def succeeds(self, *args):
        shown = run_sakipd(*args)
        self.assertEqual(shown.returncode, 0, shown.stdout + shown.stderr)
        return shown.stdout

    def migrate(self, data=None, backup=None):
        return self.succeeds("migrate", f"--data={data or self.data}",
                             f"--backup-to={backup or self.backup}")

    def start(self):
        """With keys, which are not in the fixture."""
        self.succeeds("init", f"--data={self.data}", "--if-missing", "--development-accounts")
        self.world.start()

    def test_serve_refuses_it_and_names_migrate(self):
        before = tree(self.data)
        shown = run_sakipd("serve", f"--data={self.data}", "--listen=127.0.0.1:0")
        self.assertEqual(shown.returncode, EXIT_CONFIG, shown.stderr)
        reasons = [line["reason"] for line in log_lines(shown.stderr)
                   if line["message"] == "cannot start"]
        self.assertEqual(len(reasons), len(SERVICES))
        for reason in reasons:
            self.assertIn("migrate", reason)
        self.assertEqual(tree(self.data), before)

    def test_a_dry_run_says_what_and_changes_nothing(self):
        before = tree(self.data)
        said = self.succeeds("migrate", f"--data={self.data}", "--dry-run")
        for service in SERVICES:
            self.assertRegex(said, rf"{service}: format {self.format} to {self.format + 1}: .+, \d+ records")
        self.assertIn("nothing was changed", said)
        self.assertEqual(tree(self.data), before)

    def test_it_backs_up_migrates_and_serves_the_same_figures(self):
        before = {s: tree(self.data / s) for s in SERVICES}
        self.assertEqual(run_sakipd("migrate", f"--data={self.data}").returncode, EXIT_CONFIG)
        said = self.migrate()
        for service in SERVICES:
            self.assertRegex(said, rf"{service}: backup: .*VERIFIED; migrated to format {THIS}")
        self.assertNotEqual({s: tree(self.data / s) for s in SERVICES}, before)
        self.assertIn("nothing to migrate",
                      self.migrate(backup=self.world.dir / "unused"))
        self.assertFalse((self.world.dir / "unused").exists())
        self.succeeds("verify", f"--data={self.data}")
        self.start()
        capaian = self.world.call("performance.GetPengukuran", YEAR)["pengukuran"]["capaian"]
        self.assertEqual(len(capaian), 61)
        self.assertEqual(self.world.anggaran()["total"]["realisasi"], self.realisasi)
        # What was imported before is known: the same package again changes nothing.
        seen = self.world.effects()
        again = self.world.import_package()
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(self.world.effects(), seen)

    def test_the_backup_taken_before_is_a_way_back_and_forward_again(self):
        self.migrate()
        said = self.succeeds("verify", f"--backup={self.backup}")
        self.assertEqual(said.count(f"in format {self.format}"), len(SERVICES), said)
        self.data.rename(self.world.dir / "migrated")
        self.succeeds("restore", f"--from={self.backup}", f"--data={self.data}")
        shown = run_sakipd("serve", f"--data={self.data}", "--listen=127.0.0.1:0",
                           "--services=planning", "--listen-planning=127.0.0.1:0")
        self.assertEqual(shown.returncode, EXIT_CONFIG, shown.stderr)
        self.migrate(backup=self.world.dir / "before-again")
        self.succeeds("verify", f"--data={self.data}")
        self.start()
        self.assertEqual(self.world.anggaran()["total"]["realisasi"], self.realisasi)

    def test_an_interrupted_one_says_where_the_backups_are(self):
        first, second = self.world.dir / "first", self.world.dir / "second"
        killed = run_sakipd("migrate", f"--data={self.data}", f"--backup-to={first}",
                            environment={"FAILPOINT": f"migrate-step:{2 * (THIS - self.format) + 1}"})
        if killed.returncode == 0:
            self.skipTest("no failpoints in this build")
        self.assertEqual(killed.returncode, -9, killed.stderr)
        said = self.migrate(backup=second)
        self.assertNotIn("0 files", said)
        self.assertEqual(said.count("finished what an earlier run began"), 1, said)
        here = {path.name for path in second.iterdir()}
        self.assertEqual(len(here), 2)
        last = said.splitlines()[-1]
        for service in here:
            self.assertIn(service, last.split(str(second))[0])
        self.assertIn("in the backup-to folder of the run that was interrupted", last)
        self.succeeds("verify", f"--data={self.data}")

    def rantai(self):
        request = messages().type("sakip.budget.v1.GetRantaiRequest")(parent="satker/6474", tahun=2017)
        answer = self.world.call_bytes(
            "/sakip.budget.v1.PembukuanService/GetRantai", request.SerializeToString(),
            read=messages().type("sakip.budget.v1.GetRantaiResponse").FromString)
        return f"6474:2017:{answer.nomor}:{answer.rantai}"

    def test_a_link_of_the_old_journal_is_proven_after_new_entries(self):
        self.migrate()
        self.start()
        kept = self.rantai()
        line = "satker/6474/pagu/2017-01.3355.994"
        self.world.call("budget.PostRealisasi", {
            "parent": "satker/6474",
            "realisasi": {"name": "satker/6474/realisasiAnggaran/2017-baru", "pagu": line,
                          "jenis": "JENIS_REALISASI_SALDO_IMPOR", "jumlah": 500,
                          "tanggal": "2017-12-01"}})
        newest = self.rantai()
        self.assertNotEqual(newest.split(":")[2:], kept.split(":")[2:])
        wrong = kept[:-1] + ("0" if kept[-1] != "0" else "1")
        for running in (True, False):
            said = self.succeeds("verify", f"--data={self.data}", f"--digest={kept},{newest}")
            self.assertIn("digests proven: 2", said)
            shown = run_sakipd("verify", f"--data={self.data}", f"--digest={wrong}")
            self.assertEqual(shown.returncode, EXIT_DAMAGED, shown.stdout + shown.stderr)
            shown = run_sakipd("verify", f"--data={self.data}", "--digest=6474:2017:1:ff")
            self.assertEqual(shown.returncode, EXIT_CONFIG, shown.stdout + shown.stderr)
            if running:
                self.world.process.stop()

    def test_a_backup_that_cannot_be_made_stops_it(self):
        before = tree(self.data)
        self.backup.mkdir()
        shown = run_sakipd("migrate", f"--data={self.data}", f"--backup-to={self.backup}")
        self.assertEqual(shown.returncode, EXIT_EXISTS, shown.stderr)
        self.assertEqual(tree(self.data), before)


class MigrateFormat2(Migrate):
    format = 2
    realisasi = 3_127_539_380


if __name__ == "__main__":
    run()
