#!/usr/bin/python3
"""Data packages that must be refused: file, row, column and rule are named, and nothing is done."""
import json
import unittest

from package_edit import (append, cell, header, package, raw, remove, repeat, several, size)
from sakip_world import SAMPLE, WorldTest, run

EXIT_REFUSED, EXIT_USAGE, EXIT_PACKAGE, EXIT_UNREACHABLE = 1, 2, 3, 4

# 9.224 lines of 10^15 leave 64 bits; deeper codes of one output.
MANY = append("pagu.csv", [["01", "3355", f"3355.003.{n}", "Baris", "RM", 10**15]
                           for n in range(9224)])

# (what, edit, file, row or None, column or None, word of the rule)
CASES = [
    ("wrong header", header("pagu.csv", "jumlah", "total"), "pagu.csv", 1, "total", "column"),
    ("missing column", header("pagu.csv", "jumlah", "total"), "pagu.csv", 1, "jumlah", "missing"),
    ("month 13 as a column", header("rencana_aksi.csv", "B12", "B13"),
     "rencana_aksi.csv", 1, "B13", "column"),
    ("month 13 as a period", cell("realisasi.csv", 2, "periode", "2017-13"),
     "realisasi.csv", 2, "periode", "no period such as"),
    ("negative pagu", cell("pagu.csv", 3, "jumlah", "-8371000"),
     "pagu.csv", 3, "jumlah", "negative"),
    ("pagu with decimals", cell("pagu.csv", 3, "jumlah", "8371000.5"),
     "pagu.csv", 3, "jumlah", "without separators or decimals"),
    ("pagu with dots", cell("pagu.csv", 3, "jumlah", "8.371.000"),
     "pagu.csv", 3, "jumlah", "without separators or decimals"),
    ("pagu in words", cell("pagu.csv", 3, "jumlah", "banyak"),
     "pagu.csv", 3, "jumlah", "other characters than the digits"),
    ("pagu beyond 64 bits", cell("pagu.csv", 3, "jumlah", "9" * 20),
     "pagu.csv", 3, "jumlah", "out of range"),
    ("a sum beyond 64 bits", MANY, "pagu.csv", None, "jumlah", "64 bits"),
    ("invalid UTF-8", raw("satker.csv", b"Bontang", b"Bont\xe4ng"), "satker.csv", 4, None, "UTF-8"),
    ("invalid UTF-8 in JSON", raw("naskah.json", b"Bontang", b"Bont\xe4ng"), "naskah.json", None,
     None, "no valid JSON"),
    ("NUL byte", raw("satker.csv", b"Bontang", b"Bon\0ang"), "satker.csv", 4, None, "NUL"),
    ("duplicate line", repeat("pagu.csv", 2), "pagu.csv", 24, None, "line 2 already"),
    ("duplicate indikator", repeat("indikator.csv", 2),
     "indikator.csv", 68, "kode", "line 2 already"),
    ("duplicate realisasi", repeat("realisasi.csv", 2),
     "realisasi.csv", 54, None, "line 2 already"),
    ("duplicate posting", repeat("realisasi_anggaran.csv", 2), "realisasi_anggaran.csv", 24, "kode",
     "line 2 already"),
    ("duplicate key in JSON", raw("paket.json", b'"tahun"', b'"tahun": 2017, "tahun"'),
     "paket.json", None, None, "twice"),
    ("unknown kegiatan", cell("pagu.csv", 2, "kode_kegiatan", "9999"), "pagu.csv", 2,
     "kode_kegiatan", "kode.csv"),
    ("unknown indikator", cell("pk_baris.csv", 2, "indikator", "siluman"), "pk_baris.csv", 2,
     "indikator", "indikator.csv"),
    ("unknown unit", cell("pk.csv", 4, "unit_kerja", "siluman"), "pk.csv", 4, "unit_kerja",
     "unit_kerja.csv"),
    ("unknown satker", several(cell("satker.csv", 4, "kode", "6471")), "satker.csv", None, "kode",
     "6474"),
    ("percentage NaN", cell("realisasi.csv", 2, "nilai", "NaN"),
     "realisasi.csv", 2, "nilai", "NaN"),
    ("percentage NaN%", cell("pk_baris.csv", 2, "target", "NaN%"), "pk_baris.csv", 2, "target",
     "NaN"),
    ("realisasi above pagu", cell("realisasi_anggaran.csv", 2, "jumlah", "27404001"),
     "realisasi_anggaran.csv", 2, "jumlah", "left"),
    ("date that is none", cell("realisasi_anggaran.csv", 2, "tanggal", "2017-02-30"),
     "realisasi_anggaran.csv", 2, "tanggal", "no date"),
    ("100 MB", size("pagu.csv", 100_000_000), "pagu.csv", None, None, "larger"),
    ("a row too short", raw("pagu.csv", b",RM,27404000", b",RM"), "pagu.csv", 2, None, "cells"),
    ("a quote left open", raw("pagu.csv", b"01,3355,3355.003,", b'01,3355,3355.003,"'), "pagu.csv",
     None, None, "quote"),
    ("an unknown file", lambda folder: (folder / "pagu2.csv").write_text("x\n"), "pagu2.csv", None,
     None, "no file of a data package"),
    ("no paket.json", remove("paket.json"), "paket.json", None, None, "is missing"),
    ("unknown format", raw("paket.json", b"sakip-paket/1", b"sakip-paket/9"), "paket.json", None,
     None, "sakip-paket/1"),
    ("broken JSON", raw("renstra.json", b"{", b"{,"), "renstra.json", None, None, "JSON"),
]


class BadPackages(WorldTest):
    @classmethod
    def set_up_world(cls):
        imported = cls.world.import_package()
        assert imported.returncode == 0, imported.stderr
        cls.before = cls.world.effects()

    def tearDown(self):
        super().tearDown()
        self.assertEqual(self.world.effects(), self.before)

    def findings(self, folder, code=EXIT_PACKAGE):
        done = self.world.ctl(*self.world.import_command(folder), "--output", "json")
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.assertEqual(done.stdout, "")
        return json.loads(done.stderr)["findings"]

    def test_table(self):
        for what, edit, file, row, column, word in CASES:
            with self.subTest(what), package(edit) as folder:
                findings = self.findings(folder)
                matching = [f for f in findings if f["file"] == file
                            and (row is None or f["row"] == row)
                            and (column is None or f["column"] == column)
                            and word.lower() in f["english"].lower()]
                self.assertTrue(matching, findings[:5])
                for finding in findings:
                    self.assertTrue(finding["english"] and finding["indonesian"], finding)

    def test_every_error_is_shown_at_once(self):
        with package(several(cell("pagu.csv", 2, "jumlah", "-1"), cell("pagu.csv", 9, "jumlah", "x"),
                             cell("realisasi.csv", 3, "periode", "2017-13"))) as folder:
            places = {(f["file"], f["row"], f["column"]) for f in self.findings(folder)}
        self.assertLessEqual({("pagu.csv", 2, "jumlah"), ("pagu.csv", 9, "jumlah"),
                              ("realisasi.csv", 3, "periode")}, places)

    def test_table_for_people(self):
        with package(cell("pagu.csv", 3, "jumlah", "-5")) as folder:
            done = self.world.import_package(folder)
        self.assertEqual(done.returncode, EXIT_PACKAGE)
        line = next(line for line in done.stderr.splitlines() if "pagu.csv" in line)
        for shown in ("3", "jumlah", "-5", "rupiah"):
            self.assertIn(shown, line)

    def test_a_stored_pagu_is_not_changed_by_another_package(self):
        """Right by itself, and refused as a whole: nothing financial is changed in place, and the
        plan, which comes before it and could be changed, is left alone too."""
        with package(several(cell("unit_kerja.csv", 2, "singkatan", "LAIN"),
                             cell("pagu.csv", 2, "jumlah", "99999999"))) as folder:
            done = self.world.import_package(folder)
        self.assertEqual(done.returncode, EXIT_REFUSED, done.stderr)
        self.assertIn("ALREADY_EXISTS", done.stderr)

    def test_a_posting_above_what_a_stored_line_has_left(self):
        """Right by itself: only the server knows what was posted before. The plan is left alone."""
        name = cell("unit_kerja.csv", 2, "singkatan", "LAIN")
        for what, edit in (
                ("instead of the stored posting",
                 cell("realisasi_anggaran.csv", 2, "kode", "2017-saldo-baru")),
                ("besides it, without the lines", several(remove("pagu.csv"), append(
                    "realisasi_anggaran.csv", [["2017-saldo-baru", "2017-01.3355.003",
                                                "SALDO_IMPOR", 48_051, "2017-12-31", ""]])))):
            with self.subTest(what), package(several(name, edit)) as folder:
                done = self.world.import_package(folder)
                self.assertEqual(done.returncode, EXIT_REFUSED, done.stderr)
                self.assertIn("PAGU_EXCEEDED", done.stderr)
                self.assertIn("realisasi_anggaran.csv", done.stderr)
                self.assertEqual(self.world.effects(), self.before)

    def test_another_offices_token(self):
        done = self.world.ctl("import", SAMPLE, who="operator-6474")
        self.assertEqual(done.returncode, EXIT_REFUSED, done.stderr)  # not the budget
        self.assertIn("PERMISSION_DENIED", done.stderr)
        done = self.world.ctl("anggaran", "--satker", "6474", "--tahun", "2017", who="integrasi-00")
        self.assertEqual(done.returncode, EXIT_REFUSED)
        self.assertIn("PERMISSION_DENIED", done.stderr)

    def test_wrong_command_lines(self):
        for args in ([], ["impor", SAMPLE], ["import"], ["import", SAMPLE, "--validateonly"],
                     ["anggaran", "--satker", "6474"], ["anggaran", "--satker", "x", "--tahun", "2017"],
                     ["anggaran", "--satker", "6474", "--tahun", "17"],
                     ["laporan", "--satker", "6474", "--tahun", "2017", "--format", "doc"],
                     ["show", "rahasia"], ["capaian", "--output", "xml"]):
            with self.subTest(args):
                done = self.world.ctl(*args)
                self.assertEqual(done.returncode, EXIT_USAGE, done.stdout + done.stderr)
                self.assertIn("sakipctl", done.stdout + done.stderr)

    def test_a_report_without_data(self):
        done = self.world.ctl("laporan", "--satker", "6474", "--tahun", "2016", "--out",
                              self.world.dir / "none")
        self.assertEqual(done.returncode, EXIT_REFUSED, done.stderr)
        self.assertIn("NO_DATA", done.stderr)
        self.assertEqual(list((self.world.dir / "none").iterdir()), [])

    def test_nobody_listens(self):
        done = self.world.ctl("anggaran", "--satker", "6474", "--tahun", "2017", "--server",
                              "127.0.0.1:1", "--timeout", "2")
        self.assertEqual(done.returncode, EXIT_UNREACHABLE, done.stderr)


def plan_of_2012(folder):
    """The sample's plan as one of a year that no rule set covers."""
    for file in ("realisasi.csv", "pagu.csv", "realisasi_anggaran.csv", "naskah.json"):
        remove(file)(folder)
    raw("paket.json", b'"tahun": 2017', b'"tahun": 2012')(folder)
    for file, old, new in (("satker.csv", b"2015-01-01", b"2012-01-01"),
                           ("kode.csv", b",2015,2020", b",2012,2020"),
                           ("renstra.json", b'"tahun_dari": 2015', b'"tahun_dari": 2010'),
                           ("renstra.json", b"2015-2019", b"2010-2014"),
                           ("renstra.json", b'"tahun_sampai": 2019', b'"tahun_sampai": 2014'),
                           ("pk.csv", b"2017", b"2012"), ("pk_baris.csv", b"2017-", b"2012-")):
        path = folder / file
        path.write_bytes(path.read_bytes().replace(old, new))


class OldYear(WorldTest):
    """2012 has no rule set: there is a plan to enter, and no capaian to compute."""

    def plans(self):
        return len(self.world.changes("planning"))

    def test_1_with_realisasi_nothing_is_entered(self):
        realisasi = (SAMPLE / "realisasi.csv").read_bytes().replace(b",2017,", b",2012,")
        with package(several(plan_of_2012, lambda folder: (folder / "realisasi.csv").write_bytes(
                realisasi))) as folder:
            done = self.world.import_package(folder)
        self.assertEqual(done.returncode, EXIT_REFUSED, done.stdout + done.stderr)
        self.assertIn("2012", done.stderr)
        self.assertEqual(self.plans(), 0)

    def test_2_a_plan_alone_is_entered(self):
        with package(plan_of_2012) as folder:
            done = self.world.import_package(folder)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            entered = self.plans()
            self.assertGreater(entered, 0)
            done = self.world.import_package(folder)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(self.plans(), entered)
        plan = self.world.call("planning.GetPerencanaan", parent="satker/6474", tahun=2012)
        self.assertEqual(len(plan["perencanaan"]["perjanjian_kinerja"]), 6)


class HistoricalText(WorldTest):
    def test_a_measured_text_gets_a_state_and_no_number(self):
        with package(raw("realisasi.csv", b"MEASURED,1,Lap", b"MEASURED,Terlaksana baik,")) as folder:
            done = self.world.import_package(folder)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        pengukuran = self.world.call("performance.GetPengukuran", parent="satker/6474", tahun=2017)
        rows = [r for r in pengukuran["pengukuran"]["capaian"]
                if r["indikator"].endswith("/3355.003")]
        self.assertTrue(rows)
        for row in rows:
            self.assertEqual(row["realisasi"]["teks"], "Terlaksana baik")
            self.assertEqual(row["status"], "STATUS_CAPAIAN_UNIT_MISMATCH")
            self.assertTrue(row["alasan"])
            self.assertNotIn("eksak", row.get("mentah") or {})


class NothingRegistered(WorldTest):
    def test_without_the_register_nothing_is_entered(self):
        before = self.world.effects()
        done = self.world.ctl("import", SAMPLE, "--output", "json")
        self.assertEqual(done.returncode, EXIT_REFUSED, done.stdout + done.stderr)
        self.assertEqual(self.world.effects(), before)

    def test_validate_only_has_no_effect(self):
        before = self.world.effects()
        done = self.world.ctl(*self.world.import_command(SAMPLE), "--validate-only")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.world.effects(), before)


if __name__ == "__main__":
    run()
