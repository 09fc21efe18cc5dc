#!/usr/bin/python3
"""What an operator has besides starting and stopping: verify, the witness, the scrub, the disk reserve."""
import shutil
import unittest

import small_office as office
from sakip_world import (SERVICES, Process, Refused, World, flip_byte, run, run_sakipd, tree,
                         wait_for)

YEAR = {"parent": office.PARENT, "tahun": office.TAHUN}
EXIT_USAGE, EXIT_DAMAGED, EXIT_IN_USE, EXIT_IO, EXIT_CONFIG = 64, 65, 69, 74, 78


class AdminTest(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(lambda: self.world.close(failed=self.has_failed()))
        self.data = f"--data={self.world.data}"

    def has_failed(self):
        result = self._outcome.result
        return any(test is self for test, _ in result.failures + result.errors)

    def run_sakipd(self, code, *args):
        shown = run_sakipd(*args)
        self.assertEqual(shown.returncode, code, shown.stdout + shown.stderr)
        return shown.stdout + shown.stderr

    def logged(self, message, **fields):
        return wait_for(f"the log line {message}", lambda: [
            line for line in self.world.process.log()
            if line["message"] == message and fields.items() <= line.items()])


class Verify(AdminTest):
    def test_it_says_the_same_online_and_at_rest(self):
        office.fill(self.world)
        online = self.run_sakipd(0, "verify", self.data)
        self.assertIn("while serving", online)
        self.assertEqual(self.world.process.stop(), 0)
        before = tree(self.world.data)
        at_rest = self.run_sakipd(0, "verify", self.data)
        self.assertIn("at rest", at_rest)
        self.assertEqual(tree(self.world.data), before)
        self.assertEqual(online.splitlines()[:-1], at_rest.splitlines()[:-1])
        for service in SERVICES:
            self.assertRegex(
                at_rest, rf"{service}: whole: epoch 1, sequence \d+, chain \w{{64}}, digest \w{{64}}")

    def test_a_process_without_a_socket_is_in_use(self):
        self.world.process.stop()
        self.world.start("--admin-socket=off")
        said = self.run_sakipd(EXIT_IN_USE, "verify", self.data)
        self.assertIn("open already", said)
        said = self.run_sakipd(EXIT_IN_USE, "backup", self.data, f"--to={self.world.dir}/b")
        self.assertIn("admin-socket", said)

    def test_a_part_of_the_services(self):
        said = self.run_sakipd(0, "verify", self.data, "--services=budget")
        self.assertEqual(len(said.splitlines()), 2, said)
        self.world.process.stop()
        Process(self.world, [self.data, "--services=planning", "--listen-planning=127.0.0.1:0",
                             f"--internal-key-file={self.world.data}/gateway/internal.key"], "one")
        said = self.run_sakipd(EXIT_CONFIG, "verify", self.data)
        self.assertIn("does not serve", said)
        self.run_sakipd(0, "verify", self.data, "--services=planning")

    def test_a_shared_socket_answers_for_its_own_stores_only(self):
        other = World(start=False)
        self.addCleanup(other.close)
        socket = f"--admin-socket={self.world.data}/admin.sock"
        for data in (other.data, "/nonexistent"):
            for command in (["verify"], ["backup", f"--to={self.world.dir}/b"]):
                said = self.run_sakipd(EXIT_CONFIG, *command, f"--data={data}", socket)
                self.assertIn(f"not those in {data}", said)
        self.assertFalse((self.world.dir / "b").exists())
        # Another name of the same folder is the same folder.
        link = self.world.dir / "link"
        link.symlink_to(self.world.data)
        self.assertIn("while serving", self.run_sakipd(0, "verify", f"--data={link}", socket))
        self.assertIn("at rest", self.run_sakipd(0, "verify", f"--data={other.data}"))

    def test_what_is_not_there_may_not_be_mounted(self):
        data = self.world.dir / "not-mounted"
        for command in (["serve", "--listen=127.0.0.1:0"], ["verify"],
                        ["backup", f"--to={self.world.dir}/b"], ["migrate", "--dry-run"]):
            said = self.run_sakipd(EXIT_CONFIG, *command, f"--data={data}")
            self.assertLess(said.index("its disk is not mounted"), said.index("sakipd init"), said)

    def test_the_socket_is_the_owners_and_goes_with_the_process(self):
        path = self.world.data / "admin.sock"
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        self.world.process.kill()
        self.assertTrue(path.exists())
        self.assertIn("at rest", self.run_sakipd(0, "verify", self.data))
        self.world.start()  # takes the dead one's place
        self.assertIn("while serving", self.run_sakipd(0, "verify", self.data))
        self.world.process.stop()
        self.assertFalse(path.exists())


class Witness(AdminTest):
    def renew(self, code, service):
        return self.run_sakipd(code, "verify", self.data, f"--services={service}",
                               "--renew-witness")

    def test_renewing_accepts_a_whole_store_whose_witness_is_gone(self):
        office.fill(self.world)
        total = self.world.anggaran()["total"]
        self.renew(EXIT_IN_USE, "budget")
        self.world.process.stop()
        (self.world.data / "budget.witness").unlink()
        said = self.run_sakipd(EXIT_CONFIG, "verify", self.data)
        self.assertRegex(said, "budget: FAILED: .*no witness")
        self.assertIn("budget: apart from that whole", said)
        said = self.run_sakipd(EXIT_CONFIG, "verify", self.data, "--renew-witness")
        self.assertIn("--services", said)
        self.assertIn("witness renewed", self.renew(0, "budget"))
        self.run_sakipd(0, "verify", self.data)
        self.world.start()
        self.assertEqual(self.world.anggaran()["total"], total)

    def test_renewing_says_what_is_given_up(self):
        self.world.process.stop()
        shutil.copytree(self.world.data / "planning", self.world.dir / "old")
        self.world.start()
        office.fill(self.world, office.STEPS[:1])
        self.world.process.stop()
        shutil.rmtree(self.world.data / "planning")
        shutil.copytree(self.world.dir / "old", self.world.data / "planning")
        self.run_sakipd(EXIT_DAMAGED, "verify", self.data)
        said = self.renew(0, "planning")
        self.assertRegex(said, r"witness renewed: .*sequence 0.*it said .*sequence 1,")
        self.run_sakipd(0, "verify", self.data)

    def test_a_damaged_store_is_not_accepted(self):
        self.world.process.stop()
        flip_byte(next((self.world.data / "budget/db").glob("*.sst")))
        before = tree(self.world.data)
        self.assertIn("budget: DAMAGED", self.renew(EXIT_DAMAGED, "budget"))
        self.assertEqual(tree(self.world.data), before)

    def test_a_split_brain_of_two_copies_is_told(self):
        """Two copies of one store that both went on: neither passes with the other's witness."""
        self.world.process.stop()
        copy = World(start=False, init=False)
        self.addCleanup(copy.close)
        shutil.copytree(self.world.data, copy.data)
        self.world.start()
        copy.start()
        office.fill(self.world, office.STEPS[:1])
        copy.call("planning.ImportRegister", {**office.REGISTER, "kode": []}, "integrasi-00")
        self.world.process.stop()
        copy.process.stop()
        shutil.copy(copy.data / "planning.witness", self.world.data)
        said = self.run_sakipd(EXIT_DAMAGED, "verify", self.data, "--services=planning")
        self.assertIn("another history", said)


class Scrub(AdminTest):
    def test_damage_is_logged_and_the_rest_is_served(self):
        office.fill(self.world)
        self.world.process.stop()
        self.world.start("--scrub-interval=50ms")
        for service in SERVICES:
            self.logged("scrubbed", service=service)
        path = max((self.world.data / "budget/db").glob("*.sst"), key=lambda p: p.stat().st_size)
        flip_byte(path)
        line = self.logged("stored data is damaged", service="budget")[0]
        self.assertEqual(line["level"], "ERROR")
        self.assertIn(path.name, line["reason"])
        # What the damaged block held is refused or still in memory, and never made up.
        self.world.call("planning.GetPerencanaan", YEAR)
        try:
            self.assertEqual(self.world.anggaran()["total"]["realisasi"], 12_333_333)
        except Refused as refused:
            self.assertEqual(refused.reason, "INTERNAL")
        self.world.process.stop()
        said = self.run_sakipd(EXIT_DAMAGED, "serve", self.data, "--listen=127.0.0.1:0")
        self.assertIn("sakipd restore", said)


class DiskReserve(AdminTest):
    def test_below_it_writes_wait_and_reads_and_repetitions_go_on(self):
        answers = office.fill(self.world)
        total = self.world.anggaran()["total"]
        self.world.process.stop()
        self.world.start("--disk-reserve=1048576GiB")  # no disk has that
        self.assertEqual(self.world.anggaran()["total"], total)
        self.assertEqual(office.fill(self.world), answers)
        with self.assertRaises(Refused) as caught:
            self.world.call("budget.PostRealisasi", parent=office.PARENT,
                            realisasi=office.posting("penuh", "3355.007", 1))
        refused = caught.exception
        self.assertEqual((refused.code.name, refused.reason), ("RESOURCE_EXHAUSTED", "STORAGE_LOW"))
        self.assertEqual(refused.locale, "id")
        self.assertEqual(self.world.anggaran()["total"], total)
        self.assertEqual(self.logged("storage low", service="budget")[0]["level"], "WARNING")
        self.world.process.stop()
        self.world.start("--disk-reserve=0")
        self.world.call("budget.PostRealisasi", parent=office.PARENT,
                        realisasi=office.posting("penuh", "3355.007", 1))


class CommandLine(unittest.TestCase):
    def test_version_tells_a_test_build(self):
        shown = run_sakipd("version")
        self.assertRegex(shown.stdout, r"\Asakipd \d+\.\d+\.\d+\n"
                                       r"(test switches compiled in: not for production\n)?\Z")

    def test_what_is_missing_is_named(self):
        for args, expected in [(["backup", "--data=/x"], "--to=FOLDER"),
                               (["restore", "--data=/x"], "--from=FOLDER"),
                               (["migrate", "--data=/x"], "--backup-to=FOLDER"),
                               (["verify"], "--data=FOLDER")]:
            shown = run_sakipd(*args)
            self.assertEqual(shown.returncode, EXIT_CONFIG, shown.stderr)
            self.assertIn(expected, shown.stderr)
        for command in ("backup", "verify", "migrate"):
            shown = run_sakipd(command, "--data=/nowhere/at/all", *(
                ["--to=/tmp/never"] if command == "backup" else
                ["--dry-run"] if command == "migrate" else []))
            self.assertEqual(shown.returncode, EXIT_CONFIG, shown.stderr)


if __name__ == "__main__":
    run()
