#!/usr/bin/python3
"""sakipd backup, verify and restore (docs/OPERATIONS.md): a backup taken while offices write is a whole
system as of one moment, and no damaged one passes."""
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import threading
import unittest

import sakip_world
import small_office as office
from sakip_world import (SAMPLE, SERVICES, Refused, World, flip_byte, log_lines, request_id, run,
                         run_sakipd, tree, wait_for)

YEAR = {"parent": office.PARENT, "tahun": office.TAHUN}
EXIT_DAMAGED, EXIT_IN_USE, EXIT_EXISTS, EXIT_CONFIG = 65, 69, 73, 78


def strip_revision(answer):
    """The same figures from another epoch of a store."""
    if isinstance(answer, dict):
        return {k: strip_revision(v) for k, v in answer.items()
                if k not in ("revision", "epoch", "consistency_token")}
    return [strip_revision(v) for v in answer] if isinstance(answer, list) else answer


class BackupTest(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(lambda: self.world.close(failed=self.has_failed()))
        self.backup = self.world.dir / "backup"

    def has_failed(self):
        result = self._outcome.result
        return any(test is self for test, _ in result.failures + result.errors)

    def succeeds(self, *args):
        shown = run_sakipd(*args)
        self.assertEqual(shown.returncode, 0, shown.stdout + shown.stderr)
        return shown.stdout

    def fails(self, code, *args):
        shown = run_sakipd(*args)
        self.assertEqual(shown.returncode, code, shown.stdout + shown.stderr)
        return shown.stdout + shown.stderr

    def back_up(self, to=None):
        return self.succeeds("backup", f"--data={self.world.data}", f"--to={to or self.backup}")

    def restored(self, backup=None):
        """Another world that serves what the backup holds."""
        world = World(start=False, init=False)
        self.addCleanup(world.close)
        said = self.succeeds("restore", f"--from={backup or self.backup}", f"--data={world.data}")
        for service in SERVICES:
            self.assertRegex(said, f"{service}: restored .* epoch 2")
        self.succeeds("init", f"--data={world.data}", "--if-missing")
        world.start()
        return world


class Online(BackupTest):
    def test_under_writes_a_backup_is_one_moment(self):
        office.fill(self.world)
        base = self.world.anggaran()["total"]["realisasi"]
        acknowledged, stop = [], threading.Event()

        def client(number):
            for i in range(10_000):
                if stop.is_set():
                    return
                name = f"{office.PARENT}/realisasiAnggaran/w{number}-{i}"
                self.world.call("budget.PostRealisasi", parent=office.PARENT,
                                request_id=request_id(name),
                                realisasi=office.posting(f"w{number}-{i}", "3355.007", 1))
                acknowledged.append(name)

        threads = [threading.Thread(target=client, args=(n,)) for n in range(3)]
        for thread in threads:
            thread.start()
        try:
            before = len(acknowledged)
            earlier = list(acknowledged)
            said = self.back_up()
            during = len(acknowledged) - before
        finally:
            stop.set()
            for thread in threads:
                thread.join(60)
        self.assertGreater(during, 0)  # else this proves nothing
        for service in SERVICES:
            self.assertRegex(said, rf"{service}: sequence \d+, \d+ files, \d+ bytes, VERIFIED")
        copy = self.restored()
        names = [t["dokumen"] for t in
                 copy.pages("budget.ListJurnal", "transaksi", page_size=500, **YEAR)]
        posted = {name for name in names if "/realisasiAnggaran/w" in name}
        self.assertLessEqual(set(earlier), posted)
        self.assertLessEqual(posted, set(acknowledged))
        self.assertEqual(copy.anggaran()["total"]["realisasi"], base + len(posted))
        self.succeeds("verify", f"--data={copy.data}")
        # Whoever heard that it was done sends it again, to the restored system, and it is done once.
        for name in acknowledged:
            copy.call("budget.PostRealisasi", parent=office.PARENT, request_id=request_id(name),
                      realisasi=office.posting(name.rsplit("/", 1)[1], "3355.007", 1))
        self.assertEqual(copy.anggaran()["total"]["realisasi"], base + len(acknowledged))

    def test_under_an_import_a_backup_is_whole_and_the_import_completes_it(self):
        command, environment = self.world.ctl_command(*self.world.import_command(SAMPLE))
        with subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as client:
            self.back_up()
            self.assertEqual(client.wait(120), 0, client.stderr.read())
        copy = self.restored()
        again = copy.import_package()
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(copy.effects()["total"], self.world.effects()["total"])

    def test_the_restored_system_shows_the_same_and_refuses_old_tokens(self):
        imported = self.world.import_package()
        self.assertEqual(imported.returncode, 0, imported.stderr)
        lakip = self.world.call("reporting.CreateLakip", YEAR)["lakip"]["name"]
        reads = [("performance.GetPengukuran", YEAR), ("budget.GetAnggaran", YEAR),
                 ("planning.GetPerencanaan", YEAR), ("reporting.GetLakip", {"name": lakip})]
        seen = [self.world.call(method, fields) for method, fields in reads]
        token = self.world.call("budget.PostRealisasi", parent=office.PARENT, validate_only=False,
                                realisasi=self.one_rupiah())["consistency_token"]
        page = self.world.call("budget.ListPagu", page_size=2, **YEAR)["next_page_token"]
        self.assertTrue(token and page)
        seen[1] = self.world.call(*reads[1])
        self.back_up()

        copy = self.restored()
        for (method, fields), answer in zip(reads, seen):
            self.assertEqual(strip_revision(copy.call(method, fields)), strip_revision(answer))
        pdf = copy.call_message("reporting.RenderLakip", name=lakip, format=1).isi
        self.assertEqual(
            pdf, self.world.call_message("reporting.RenderLakip", name=lakip, format=1).isi)
        with self.assertRaises(Refused) as caught:
            copy.call("budget.GetAnggaran", consistency_token=token, **YEAR)
        self.assertEqual(caught.exception.reason, "STORE_EPOCH_CHANGED")
        with self.assertRaises(Refused) as caught:
            copy.call("budget.ListPagu", page_size=2, page_token=page, **YEAR)
        self.assertEqual((caught.exception.reason, list(caught.exception.fields)),
                         ("INVALID_FIELD", ["page_token"]))

    def one_rupiah(self):
        line = next(row for row in self.world.pages("budget.ListPagu", "pagu", **YEAR)
                    if row["tersedia"] > 0)
        return {**office.posting("satu", "3355.003", 1), "pagu": line["name"]}

    def test_one_command_at_a_time(self):
        def ask(command):
            peer = socket.socket(socket.AF_UNIX)
            self.addCleanup(peer.close)
            peer.settimeout(60)
            peer.connect(str(self.world.data / "admin.sock"))
            peer.sendall(json.dumps(command).encode() + b"\n")
            return peer.makefile()

        data = str(self.world.data)
        first = ask({"command": "backup", "to": str(self.backup), "services": list(SERVICES),
                     "data": data})
        self.assertIn("progress", json.loads(first.readline()))
        refused = json.loads(ask({"command": "verify", "services": ["budget"],
                                  "data": data}).readline())
        self.assertEqual((refused["done"], refused["exit"]), (False, EXIT_IN_USE), refused)
        self.assertIn("busy", refused["message"])
        last = json.loads(first.readlines()[-1])
        self.assertEqual((last["done"], last["exit"]), (True, 0), last)
        self.succeeds("verify", f"--backup={self.backup}")

    def test_nothing_is_overwritten_and_nothing_is_left_half_done(self):
        self.back_up()
        before = tree(self.backup)
        self.assertIn("exists", self.fails(EXIT_EXISTS, "backup", f"--data={self.world.data}",
                                           f"--to={self.backup}"))
        said = self.fails(EXIT_EXISTS, "restore", f"--from={self.backup}",
                          f"--data={self.world.data}")
        self.assertIn("move it away", said)
        self.assertEqual(tree(self.backup), before)
        self.fails(74, "backup", f"--data={self.world.data}", "--to=/proc/nowhere/backup")
        self.world.call("gateway.GetCaller")

    def test_a_backup_goes_into_no_stores_folder(self):
        for at_rest in (False, True):
            if at_rest:
                self.world.process.stop()
            for inner in ("planning/backup", "budget/db/backup", "gateway", "planning/../budget/b"):
                before = tree(self.world.data / "planning/db")
                said = self.fails(EXIT_CONFIG, "backup", f"--data={self.world.data}",
                                  f"--to={self.world.data}/{inner}", "--services=planning")
                self.assertIn("store's own folder", said)
                self.assertEqual(tree(self.world.data / "planning/db").keys(), before.keys())

    def test_a_stop_gives_a_backup_up(self):
        """SIGTERM while a backup runs: serve drains in time, and what is there is not called a
        backup."""
        with socket.socket(socket.AF_UNIX) as peer:
            peer.settimeout(60)
            peer.connect(str(self.world.data / "admin.sock"))
            peer.sendall(json.dumps({"command": "backup", "to": str(self.backup),
                                     "services": list(SERVICES),
                                     "data": str(self.world.data)}).encode() + b"\n")
            answer = peer.makefile()
            answer.readline()
            self.assertEqual(self.world.process.stop(), 0)
            last = json.loads(answer.readlines()[-1])
        self.assertFalse(last["done"])
        self.assertNotIn("damaged", last["message"])
        self.assertFalse(self.backup.exists())
        self.assertFalse((self.world.dir / "backup.partial").exists())
        self.assertFalse((self.world.data / "admin.sock").exists())


class Damage(BackupTest):
    def setUp(self):
        super().setUp()
        office.fill(self.world)

    def test_a_damaged_byte_in_any_file_of_a_backup_is_found_and_named(self):
        self.back_up()
        whole = tree(self.backup)
        files = [p for p in sorted(self.backup.rglob("*")) if p.is_file()]
        self.assertGreater(len(files), 25)
        for path in files:
            service = path.relative_to(self.backup).parts[0]
            with self.subTest(path.relative_to(self.backup)):
                kept = path.read_bytes()
                if kept:
                    flip_byte(path)
                else:
                    path.write_bytes(b"x")
                said = self.fails(EXIT_DAMAGED, "verify", f"--backup={self.backup}",
                                  f"--services={service}")
                self.assertIn(f"{service}: DAMAGED", said)
                self.assertIn(path.name, said)
                path.write_bytes(kept)
        self.assertEqual(tree(self.backup), whole)
        self.succeeds("verify", f"--backup={self.backup}")

    def test_a_damaged_backup_restores_nothing(self):
        self.back_up()
        flip_byte(next((self.backup / "gateway/db").glob("*.sst")))
        target = self.world.dir / "target"
        said = self.fails(EXIT_DAMAGED, "restore", f"--from={self.backup}", f"--data={target}")
        self.assertIn("gateway", said)
        self.assertEqual(list(target.iterdir()), [])

    def test_a_part_of_a_backup_is_no_backup(self):
        self.back_up()
        shutil.rmtree(self.backup / "budget")
        self.assertIn("budget", self.fails(EXIT_CONFIG, "verify", f"--backup={self.backup}"))
        (self.backup / "planning/db/CURRENT").unlink()
        said = self.fails(EXIT_DAMAGED, "verify", f"--backup={self.backup}")
        self.assertIn("CURRENT", said)

    def test_a_damaged_source_is_not_backed_up(self):
        """Neither online nor at rest; the file is named, and no folder is called a backup."""
        self.world.process.stop()
        self.world.start()  # now what was written is in a table file
        path = max((self.world.data / "budget/db").glob("*.sst"), key=lambda p: p.stat().st_size)
        flip_byte(path)
        for at_rest in (False, True):
            if at_rest:
                self.world.process.stop()
            said = self.fails(EXIT_DAMAGED, "backup", f"--data={self.world.data}",
                              f"--to={self.backup}")
            self.assertIn("budget", said)
            self.assertIn(path.name, said)
            self.assertFalse(self.backup.exists())
            self.assertFalse((self.world.dir / "backup.partial").exists())
            said = self.fails(EXIT_DAMAGED, "verify", f"--data={self.world.data}")
            self.assertIn("budget: DAMAGED", said)
            self.assertIn(path.name, said)
            self.assertIn("planning: whole", said)


class AtRest(BackupTest):
    def test_at_rest_as_online(self):
        office.fill(self.world)
        total = self.world.anggaran()["total"]
        online = self.world.dir / "online"
        self.back_up(online)
        self.assertEqual(self.world.process.stop(), 0)
        before = tree(self.world.data)
        self.back_up()
        self.assertEqual(tree(self.world.data), before)  # a store at rest is only read
        states = [[line.split("; ")[1] for line in
                   self.succeeds("verify", f"--backup={folder}").splitlines()[:-1]]
                  for folder in (online, self.backup)]
        self.assertEqual(states[0], states[1])  # sequence, chain and digest of each store
        self.assertEqual(self.restored().anggaran()["total"], total)

    def test_a_restore_in_its_old_place_gets_a_higher_epoch_each_time(self):
        self.world.process.stop()
        self.back_up()
        for epoch in (2, 3):
            for service in SERVICES:
                (self.world.data / service).rename(self.world.dir / f"{service}-{epoch}")
            restore = ["restore", f"--from={self.backup}", f"--data={self.world.data}"]
            self.assertIn("--replace-witness", self.fails(EXIT_CONFIG, *restore))
            said = self.succeeds(*restore, "--replace-witness")
            self.assertEqual(said.count(f"epoch {epoch}"), len(SERVICES), said)


class Restore(BackupTest):
    def test_a_drill_cannot_take_the_witness_of_the_running_system(self):
        witnesses = self.world.dir / "witnesses"
        self.world.process.stop()
        witnesses.mkdir()
        for service in SERVICES:
            (self.world.data / f"{service}.witness").rename(witnesses / f"{service}.witness")
        self.world.start(f"--witness-dir={witnesses}")
        office.fill(self.world)
        self.back_up()
        drill = ["restore", f"--from={self.backup}", f"--data={self.world.dir}/drill"]
        for flags in ([], ["--replace-witness"]):
            said = self.fails(EXIT_IN_USE, *drill, f"--witness-dir={witnesses}", *flags)
            self.assertIn("running", said)
        self.world.process.stop()
        said = self.fails(EXIT_CONFIG, *drill, f"--witness-dir={witnesses}")
        self.assertRegex(said, "budget: .*saw commit .*--replace-witness")
        self.assertFalse((self.world.dir / "drill").exists())
        self.succeeds(*drill, f"--witness-dir={self.world.dir}/drill")
        self.world.start(f"--witness-dir={witnesses}")

    def test_an_interrupted_restore_is_run_again(self):
        """Until then nobody takes what is there for a system, and init makes nothing empty of it."""
        office.fill(self.world)
        total = self.world.anggaran()["total"]
        self.back_up()
        data = self.world.dir / "new place"
        restore = ["restore", f"--from={self.backup}", f"--data={data}"]
        killed = run_sakipd(*restore, environment={"FAILPOINT": "restore-identity:3"})
        if killed.returncode == 0:
            self.skipTest("no failpoints in this build")
        self.assertEqual(killed.returncode, -9, killed.stderr)
        self.assertTrue((data / "restore-unfinished").exists())
        before = tree(data)
        for args in (["serve", "--listen=127.0.0.1:0"], ["init", "--if-missing"], ["init"],
                     ["verify"], ["backup", f"--to={self.world.dir}/b2"],
                     ["migrate", "--dry-run"]):
            said = self.fails(EXIT_CONFIG, *args, f"--data={data}")
            self.assertIn("was not finished", said, args)
            self.assertIn(f"sakipd restore --from={self.backup} --data='{data}'", said, args)
        self.assertIn("was not finished", self.fails(EXIT_CONFIG, *restore, "--services=budget"))
        other = self.world.dir / "another"
        self.back_up(other)
        self.assertIn("was not finished",
                      self.fails(EXIT_CONFIG, "restore", f"--from={other}", f"--data={data}"))
        self.assertEqual(tree(data), before)
        said = self.succeeds(*restore)
        self.assertEqual(said.count("restored before"), 2, said)
        self.assertEqual(said.count("restored in"), 3, said)
        self.assertFalse((data / "restore-unfinished").exists())
        init = next(line for line in said.splitlines() if "sakipd init" in line)
        self.obey(init[init.index("sakipd init"):])
        world = World(start=False, init=False)
        self.addCleanup(world.close)
        world.data = data
        world.start()
        self.assertEqual(world.anggaran()["total"], total)

    def test_the_command_that_a_damaged_stores_message_names_is_right(self):
        """Obeyed as it is printed, whatever the paths: only the backup's name is put in."""
        data, witnesses = self.world.dir / "the data", self.world.dir / "its witnesses"
        self.world.process.stop()
        self.world.data.rename(data)
        self.world.data = data
        witnesses.mkdir()
        for path in data.glob("*.witness"):
            path.rename(witnesses / path.name)
        flags = [f"--data={data}", f"--witness-dir={witnesses}"]
        self.world.start(f"--witness-dir={witnesses}")
        office.fill(self.world)
        total = self.world.anggaran()["total"]
        self.back_up()
        self.world.process.stop()
        shutil.move(data / "budget/db/CURRENT", self.world.dir)
        shown = run_sakipd("serve", *flags, "--listen=127.0.0.1:0")
        self.assertEqual(shown.returncode, EXIT_DAMAGED, shown.stderr)
        reason = next(line["reason"] for line in log_lines(shown.stderr)
                      if line["message"] == "cannot start")
        self.assertIn("move ", reason)
        shutil.move(data / "budget", self.world.dir / "evidence")
        command = re.search(r"run: (sakipd restore [^;]*)", reason).group(1)
        self.obey(command.replace("BACKUP", str(self.backup)))
        self.world.start(f"--witness-dir={witnesses}")
        self.assertEqual(self.world.anggaran()["total"], total)

    def test_what_a_killed_or_stopped_check_copied_does_not_stay(self):
        office.fill(self.world)
        self.back_up()
        scratch = self.world.dir / "tmp"
        (scratch / "sakip-verify-AbCdEf/restored/db").mkdir(parents=True)
        environment = {"TMPDIR": str(scratch)}
        verify = ["verify", f"--backup={self.backup}"]
        shown = run_sakipd(*verify, environment=environment)
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertEqual(list(scratch.iterdir()), [])
        with subprocess.Popen([sakip_world.sakipd, *verify], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True,
                              env={**os.environ, **environment}) as process:
            wait_for("a copy", lambda: list(scratch.iterdir()) or process.poll() is not None)
            process.terminate()
            said = process.communicate(timeout=60)[1]
        self.assertIn(process.returncode, (0, EXIT_IN_USE), said)  # 0: it was done before
        self.assertEqual(list(scratch.iterdir()), [])

    def obey(self, command):
        """Runs what sakipd printed, as an operator's shell does."""
        words = shlex.split(command)
        self.assertEqual(words[0], "sakipd")
        return self.succeeds(*words[1:])


if __name__ == "__main__":
    run()
