#!/usr/bin/python3
"""A system of the format before this one (tests/compat/stores), brought to this one's by its operator."""
import subprocess
import unittest

from sakip_world import ROOT, SERVICES, World, log_lines, run, run_sakipd, tree

YEAR = {"parent": "satker/6474", "tahun": 2017}
EXIT_EXISTS, EXIT_CONFIG = 73, 78


class Migrate(unittest.TestCase):
    def setUp(self):
        self.world = World(start=False, init=False)
        self.addCleanup(self.world.close)
        self.data = self.world.data
        self.data.mkdir()
        subprocess.run(["tar", "xJf", ROOT / "tests/compat/stores/format-1.tar.xz", "-C", self.data],
                       check=True)
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
            self.assertRegex(said, rf"{service}: format 1 to 2: .+, \d+ records")
        self.assertIn("nothing was changed", said)
        self.assertEqual(tree(self.data), before)

    def test_it_backs_up_migrates_and_serves_the_same_figures(self):
        before = {s: tree(self.data / s) for s in SERVICES}
        self.assertEqual(run_sakipd("migrate", f"--data={self.data}").returncode, EXIT_CONFIG)
        said = self.migrate()
        for service in SERVICES:
            self.assertRegex(said, rf"{service}: backup: .*VERIFIED; migrated to format 2")
        self.assertNotEqual({s: tree(self.data / s) for s in SERVICES}, before)
        self.assertIn("nothing to migrate",
                      self.migrate(backup=self.world.dir / "unused"))
        self.assertFalse((self.world.dir / "unused").exists())
        self.succeeds("verify", f"--data={self.data}")
        self.start()
        capaian = self.world.call("performance.GetPengukuran", YEAR)["pengukuran"]["capaian"]
        self.assertEqual(len(capaian), 61)
        self.assertEqual(self.world.anggaran()["total"]["realisasi"], 3_127_524_380)
        # What was imported before is known: the same package again changes nothing.
        seen = self.world.effects()
        again = self.world.import_package()
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(self.world.effects(), seen)

    def test_the_backup_taken_before_is_a_way_back_and_forward_again(self):
        self.migrate()
        said = self.succeeds("verify", f"--backup={self.backup}")
        self.assertEqual(said.count("in format 1"), len(SERVICES), said)
        self.data.rename(self.world.dir / "migrated")
        self.succeeds("restore", f"--from={self.backup}", f"--data={self.data}")
        shown = run_sakipd("serve", f"--data={self.data}", "--listen=127.0.0.1:0",
                           "--services=planning", "--listen-planning=127.0.0.1:0")
        self.assertEqual(shown.returncode, EXIT_CONFIG, shown.stderr)
        self.migrate(backup=self.world.dir / "before-again")
        self.succeeds("verify", f"--data={self.data}")
        self.start()
        self.assertEqual(self.world.anggaran()["total"]["realisasi"], 3_127_524_380)

    def test_an_interrupted_one_says_where_the_backups_are(self):
        first, second = self.world.dir / "first", self.world.dir / "second"
        killed = run_sakipd("migrate", f"--data={self.data}", f"--backup-to={first}",
                            environment={"FAILPOINT": "migrate-step:3"})
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

    def test_a_backup_that_cannot_be_made_stops_it(self):
        before = tree(self.data)
        self.backup.mkdir()
        shown = run_sakipd("migrate", f"--data={self.data}", f"--backup-to={self.backup}")
        self.assertEqual(shown.returncode, EXIT_EXISTS, shown.stderr)
        self.assertEqual(tree(self.data), before)


if __name__ == "__main__":
    run()
