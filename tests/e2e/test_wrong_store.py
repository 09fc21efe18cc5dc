#!/usr/bin/python3
"""sakipd serve refuses every store that is not the right one, says which and what to do, and changes
nothing: an operator at night must not lose the evidence to a start."""
import functools
import os
import shutil
import subprocess
import unittest

import sakip_world
import small_office as office
from sakip_world import World, flip_byte, log_lines, run, run_sakipd, tree, wait_for

EXIT_DAMAGED, EXIT_IN_USE, EXIT_IO, EXIT_CONFIG = 65, 69, 74, 78
REFUSAL_SECONDS = 40  # a store that is taken for the right one is served for ever


class WrongStore(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """Folders to copy: one with data, the same a week earlier, and another instance."""
        cls.worlds = []
        cls.world = cls.new_world()
        cls.world.start()
        office.fill(cls.world, office.STEPS[:1])
        cls.stop(cls.world)
        cls.last_week = cls.world.dir / "last-week"
        shutil.copytree(cls.world.data, cls.last_week)
        cls.world.start()
        office.fill(cls.world)
        cls.stop(cls.world)
        cls.other = cls.new_world()

    @classmethod
    def new_world(cls):
        world = World(start=False)
        cls.worlds.append(world)
        return world

    @classmethod
    def stop(cls, world):
        code = world.process.stop()
        assert code == 0, world.process.log_tail()

    @classmethod
    def tearDownClass(cls):
        for world in cls.worlds:
            world.close()

    def setUp(self):
        self.data = self.world.dir / f"data-{self.id().rsplit('.', 1)[1]}"
        shutil.copytree(self.world.data, self.data)
        self.planning = self.data / "planning"

    def tearDown(self):
        shutil.rmtree(self.data)

    def serve_command(self, services="planning"):
        return ["serve", f"--data={self.data}", f"--services={services}",
                "--listen-planning=127.0.0.1:0", "--admin-socket=off",
                f"--internal-key-file={self.data}/gateway/internal.key"]

    def refused(self, code, *expected, run=functools.partial(run_sakipd, seconds=REFUSAL_SECONDS)):
        before = tree(self.data)
        try:
            shown = run(*self.serve_command())
        except subprocess.TimeoutExpired:
            self.fail("it started")
        self.assertEqual(shown.returncode, code, shown.stderr)
        reasons = [line["reason"] for line in log_lines(shown.stderr)
                   if line["message"] == "cannot start"]
        self.assertEqual(len(reasons), 1, shown.stderr)
        for text in ("planning", *expected):
            self.assertIn(text, reasons[0])
        self.assertEqual(tree(self.data), before)
        return reasons[0]

    def replace_planning(self, source):
        shutil.rmtree(self.planning)
        shutil.copytree(source, self.planning)

    def test_an_empty_folder(self):
        shutil.rmtree(self.planning)
        self.planning.mkdir()
        self.refused(EXIT_DAMAGED, "emptied or is not mounted", "sakipd restore")
        # Nor does init take it for a place without a past.
        before = tree(self.data)
        shown = run_sakipd("init", f"--data={self.data}", "--if-missing")
        self.assertEqual(shown.returncode, EXIT_CONFIG, shown.stderr)
        self.assertIn("planning.witness", shown.stderr)
        self.assertEqual(tree(self.data), before)

    def test_a_folder_that_never_was_a_store(self):
        shutil.rmtree(self.planning)
        (self.data / "planning.witness").unlink()
        self.refused(EXIT_CONFIG, "sakipd init")

    def test_another_services_store(self):
        self.replace_planning(self.data / "budget")
        self.refused(EXIT_CONFIG, "belongs to service 'budget'")

    def test_another_instances_store(self):
        self.replace_planning(self.other.data / "planning")
        self.refused(EXIT_DAMAGED, "its witness is of the instance", "sakipd restore")

    def test_a_store_rolled_back_to_last_weeks_copy(self):
        self.replace_planning(self.last_week / "planning")
        reason = self.refused(EXIT_DAMAGED, "its witness saw commit", "older copy",
                              f"sakipd restore --services=planning --from=BACKUP --data='{self.data}'")
        # With its old witness beside it, it is a whole store of last week: no program can tell.
        shutil.copy(self.last_week / "planning.witness", self.data)
        shown = run_sakipd("verify", f"--data={self.data}", "--services=planning")
        self.assertEqual(shown.returncode, 0, reason)

    def test_a_newer_format(self):
        identity = self.planning / "identity"
        text = identity.read_text()
        self.assertTrue(text.startswith("sakip-store 3\n"))
        identity.write_text(text.replace("sakip-store 3", "sakip-store 9"))
        self.refused(EXIT_CONFIG, "format 9", "newer")

    def test_without_the_file_current(self):
        (self.planning / "db/CURRENT").unlink()
        self.refused(EXIT_DAMAGED, "CURRENT", "sakipd restore")

    def test_without_its_log(self):
        for log in (self.planning / "db").glob("*.log"):
            log.unlink()
        self.refused(EXIT_DAMAGED, "its witness saw commit", "log")

    def test_without_its_witness(self):
        (self.data / "planning.witness").unlink()
        self.refused(EXIT_CONFIG, "no witness", "--renew-witness")

    def test_a_damaged_witness(self):
        for offset in (20, 4096 + 20):
            flip_byte(self.data / "planning.witness", offset)
        self.refused(EXIT_DAMAGED, "witness", "--renew-witness")

    def test_a_read_only_disk(self):
        if os.geteuid() != 0:
            (self.planning / "db").chmod(0o500)
            self.addCleanup((self.planning / "db").chmod, 0o700)
            self.refused(EXIT_IO)
            return
        mount = ["unshare", "--mount", "sh", "-c",
                 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"', self.data]
        if subprocess.run([*mount, "true"], capture_output=True).returncode != 0:
            self.skipTest("root, and no mounts of its own: permissions stop nobody here")
        self.refused(EXIT_IO, run=lambda *args: subprocess.run(
            [*mount, sakip_world.sakipd, *args], capture_output=True, text=True,
            timeout=REFUSAL_SECONDS))

    def test_a_second_process(self):
        ready = self.world.dir / "ready-first"
        with subprocess.Popen([sakip_world.sakipd, *self.serve_command(), f"--ready-file={ready}"],
                              stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL) as first:
            try:
                wait_for("the first process", lambda: ready.exists() or first.poll() is not None)
                said = ready.read_text()
                self.refused(EXIT_IN_USE, "open already",
                             run=lambda *args: run_sakipd(*args, f"--ready-file={ready}"))
                self.assertIsNone(first.poll())
                self.assertEqual(ready.read_text(), said)
            finally:
                first.terminate()
            self.assertEqual(first.wait(60), 0)

    def test_every_wrong_store_is_named_at_once(self):
        (self.data / "planning.witness").unlink()
        shutil.rmtree(self.data / "budget")
        (self.data / "budget").mkdir()
        shown = run_sakipd(*self.serve_command("planning,budget"), "--listen-budget=127.0.0.1:0")
        self.assertEqual(shown.returncode, EXIT_DAMAGED, shown.stderr)  # the worst of the two
        reasons = [line["reason"] for line in log_lines(shown.stderr)
                   if line["message"] == "cannot start"]
        self.assertEqual([r.split(":")[0] for r in reasons], ["planning", "budget"])

    def test_the_right_store_opens(self):
        """What the refusals are worth: the copies do open as long as they are the right ones."""
        shown = run_sakipd("verify", f"--data={self.data}")
        self.assertEqual(shown.returncode, 0, shown.stderr)


if __name__ == "__main__":
    run()
