#!/usr/bin/python3
"""The sample of Bontang 2017 from a folder to a report, and the figures it must show.

test_bontang.py SAKIPD SAKIPCTL BUILD_DIR --accept    renews tests/e2e/approved after a look at it
"""
import difflib
import hashlib
import json
import pathlib
import re
import subprocess
import sys
from fractions import Fraction

import openpyxl

from sakip_world import SAMPLE, WorldTest, run

APPROVED = pathlib.Path(__file__).parent / "approved"
YEAR = {"parent": "satker/6474", "tahun": 2017}
OFFICE = ("--satker", "6474", "--tahun", "2017")

KEGIATAN = [("3355", "86,75"), ("3356", "86,56"), ("3357", "88,28"), ("3360", "99,85"),
            ("3361", "99,80"), ("3362", "97,35"), ("3363", "86,28"), ("3364", "92,43")]
ADVOKASI = "satker/6474/indikator/3363.010"


def persen(rasio):
    """Two decimals, half away from zero, by arithmetic of our own."""
    exact = Fraction(rasio["eksak"])
    hundredths = int(exact * 100 + Fraction(1, 2))
    return f"{hundredths // 100},{hundredths % 100:02}"


class Bontang(WorldTest):
    @classmethod
    def set_up_world(cls):
        cls.imported = cls.world.import_package()
        assert cls.imported.returncode == 0, cls.imported.stdout + cls.imported.stderr
        cls.pengukuran = cls.world.call("performance.GetPengukuran", YEAR)["pengukuran"]

    def ctl(self, *args):
        done = self.world.ctl(*args)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def rekap(self, **fields):
        found = [r for r in self.pengukuran["rekap"]
                 if all(r[key] == value for key, value in fields.items())]
        self.assertEqual(len(found), 1, fields)
        return found[0]

    def agreement(self, kode):
        return f"satker/6474/perjanjianKinerja/2017-{kode}"

    # --- budget

    def test_budget_totals(self):
        anggaran = self.world.anggaran()
        total = anggaran["total"]
        self.assertEqual(len(anggaran["output"]), 22)
        self.assertEqual((total["pagu"], total["realisasi"], total["sisa"], persen(total["serapan"])),
                         (3_511_812_000, 3_127_524_380, 384_287_620, "89,06"))
        self.assertEqual([(r["kode"], persen(r["serapan"])) for r in anggaran["kegiatan"]], KEGIATAN)
        self.assertEqual(anggaran["saldo_impor"], total["realisasi"])

    def test_budget_table(self):
        shown = self.ctl("anggaran", *OFFICE)
        for figure in ("3.511.812.000", "3.127.524.380", "384.287.620", "89,06"):
            self.assertIn(figure, shown)
        shown = self.ctl("anggaran", *OFFICE, "--per", "kegiatan")
        for kode, serapan in KEGIATAN:
            self.assertRegex(shown, rf"(?m)^.*\b{kode}\b.*\b{serapan}\b")

    def test_journal_has_two_transactions_a_line(self):
        rows = self.world.pages("budget.ListJurnal", "transaksi", page_size=10, **YEAR)
        self.assertEqual([r["nomor"] for r in rows], list(range(1, 45)))

    # --- performance

    def test_advokasi_had_no_case(self):
        row = [r for r in self.pengukuran["capaian"] if r["indikator"] == ADVOKASI]
        self.assertEqual([r["perjanjian_kinerja"] for r in row], [self.agreement("sekretaris")])
        self.assertEqual(row[0]["status"], "STATUS_CAPAIAN_NO_CASE")
        self.assertNotIn("mentah", row[0])
        self.assertNotIn("dibatasi", row[0])
        self.assertTrue(row[0]["alasan"])
        for rekap in (self.rekap(tingkat="TINGKAT_REKAP_SATKER"),
                      self.rekap(tingkat="TINGKAT_REKAP_PERJANJIAN",
                                 perjanjian_kinerja=self.agreement("sekretaris"))):
            self.assertEqual((rekap["jumlah_no_case"], rekap["jumlah_computed"]), (1, 21))
            self.assertEqual(rekap["rata_dibatasi"], self.mean_of_computed(rekap, "dibatasi"))
            self.assertEqual(rekap["rata_mentah"], self.mean_of_computed(rekap, "mentah"))
        spent = [r for r in self.world.anggaran()["output"] if r["kode"] == "3363.010"]
        self.assertGreater(spent[0]["realisasi"], 0)

    def mean_of_computed(self, rekap, field):
        of = [self.agreement("ketua"), self.agreement("sekretaris")]
        values = [Fraction(r[field]["eksak"]) for r in self.pengukuran["capaian"]
                  if r["perjanjian_kinerja"] in of and r["status"] == "STATUS_CAPAIAN_COMPUTED"]
        mean = sum(values) / len(values)
        units = int(mean * 10**8 + Fraction(1, 2))
        return {"eksak": f"{mean.numerator}/{mean.denominator}",
                "desimal": f"{units // 10**8}.{units % 10**8:08}"}

    def test_program_dan_data(self):
        rekap = self.rekap(tingkat="TINGKAT_REKAP_PERJANJIAN",
                           perjanjian_kinerja=self.agreement("program-data"))
        self.assertEqual((persen(rekap["rata_dibatasi"]), persen(rekap["rata_mentah"])),
                         ("109,61", "118,22"))
        shown = self.ctl("capaian", *OFFICE)
        self.assertRegex(shown, r"109,61.*118,22")

    def test_what_cannot_be_computed_is_a_state_with_a_reason(self):
        counts = {}
        for row in self.pengukuran["capaian"]:
            state = row["status"].removeprefix("STATUS_CAPAIAN_")
            counts[state] = counts.get(state, 0) + 1
            self.assertEqual("mentah" in row, state == "COMPUTED", row)
            self.assertEqual(bool(row["alasan"]), state != "COMPUTED", row)
        self.assertEqual(sum(counts.values()), 22 + 9 + 6 + 12 + 8 + 4)
        self.assertEqual(counts["NO_CASE"], 1)
        self.assertEqual(counts["MISSING"], 9)
        self.assertGreater(counts["T_ZERO"], 0)
        self.assertGreater(counts["UNIT_MISMATCH"], 0)
        one = [r for r in self.pengukuran["capaian"] if r["indikator"].endswith("/hukum-03")][0]
        self.assertEqual((one["status"], one["target"]["teks"]), ("STATUS_CAPAIAN_T_ZERO", "0"))

    # --- planning

    def test_counts_of_the_plan(self):
        plan = self.world.call("planning.GetPerencanaan", YEAR)["perencanaan"]
        renstra = plan["renstra"]
        self.assertEqual([len(renstra[f]) for f in ("misi", "tujuan", "sasaran", "iku")],
                         [7, 5, 3, 9])
        self.assertEqual(sum(len(s["indikator"]) for s in renstra["sasaran"]), 13)
        self.assertEqual(
            {pk["name"].rsplit("/2017-", 1)[1]: len(pk["baris"]) for pk in plan["perjanjian_kinerja"]},
            {"sekretaris": 22, "ketua": 9, "program-data": 6, "kul": 12, "hukum": 8,
             "teknis-hupmas": 4})
        self.assertEqual(len(plan["rencana_aksi"]["baris"]), 41)

    # --- sakipctl

    def test_importing_again_changes_nothing_and_says_so(self):
        before = self.world.effects()
        again = self.world.import_package()
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertIn("Tidak ada yang berubah", again.stdout)
        self.assertNotIn("Tidak ada yang berubah", self.imported.stdout)
        self.assertEqual(self.world.effects(), before)
        as_json = json.loads(self.world.ctl(
            *self.world.import_command(SAMPLE), "--output", "json").stdout)
        self.assertEqual(as_json["changed"], 0)

    def test_json_output_is_json(self):
        anggaran = json.loads(self.ctl("anggaran", *OFFICE, "--output", "json"))
        self.assertIn("3511812000", json.dumps(anggaran))
        capaian = json.loads(self.ctl("capaian", *OFFICE, "--output", "json"))
        self.assertIn("118.2189", json.dumps(capaian))
        for noun in ("satker", "renstra", "indikator", "rkt", "pk", "rencana-aksi", "pagu", "jurnal",
                     "lakip"):
            with self.subTest(noun):
                json.loads(self.ctl("show", noun, *OFFICE, "--output", "json"))
                self.ctl("show", noun, *OFFICE)

    def test_every_computation_can_be_explained(self):
        shown = self.ctl("capaian", *OFFICE, "--explain")
        self.assertIn("Perhitungan", shown)
        self.assertRegex(shown, r"capaian-2015@[0-9a-f]{12}")

    def test_help_and_version(self):
        for args in (["help"], ["--help"], ["import", "--help"], ["version"]):
            with self.subTest(args):
                self.assertTrue(self.ctl(*args))

    # --- the report

    def laporan(self, folder):
        said = json.loads(self.ctl("laporan", *OFFICE, "--format", "pdf,html,docx,xlsx",
                                   "--out", self.world.dir / folder, "--output", "json"))
        files = {pathlib.Path(f["path"]).suffix: pathlib.Path(f["path"]) for f in said["files"]}
        for file in said["files"]:
            self.assertEqual(hashlib.sha256(pathlib.Path(file["path"]).read_bytes()).hexdigest(),
                             file["sha256"])
        return said, files

    def test_report_twice_is_one_version_with_identical_bytes(self):
        first, files = self.laporan("first")
        second, again = self.laporan("second")
        self.assertEqual((second["name"], second["hash"], second["created"]),
                         (first["name"], first["hash"], False))
        for kind in (".pdf", ".html", ".docx", ".xlsx"):
            self.assertEqual(files[kind].read_bytes(), again[kind].read_bytes())

    def test_html_is_as_approved(self):
        _, files = self.laporan("approval")
        self.compare("bontang-2017.html", files[".html"].read_text())

    def test_pdf_text_is_as_approved(self):
        _, files = self.laporan("approval")
        text = subprocess.run(["pdftotext", "-layout", files[".pdf"], "-"], check=True,
                              capture_output=True, text=True).stdout
        self.compare("bontang-2017.pdf.txt", text)

    def test_report_shows_the_totals_that_the_original_lacks(self):
        _, files = self.laporan("totals")
        text = re.sub(r"<[^>]+>", " ", files[".html"].read_text())
        for figure in ("3.511.812.000", "3.127.524.380", "384.287.620", "89,06", "109,61",
                       *(serapan for _, serapan in KEGIATAN)):
            self.assertIn(figure, text)

    def test_sums_in_the_workbook_are_those_of_its_rows(self):
        _, files = self.laporan("workbook")
        book = openpyxl.load_workbook(files[".xlsx"])
        checked = 0
        for sheet in book.worksheets[1:]:
            rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
            if rows[0][-1] != "Serapan (%)" or rows[-1][0] not in (None, "Jumlah"):
                continue
            body = [row for row in rows[1:-1] if not row[1].startswith("Jumlah")]
            for column, title in enumerate(rows[0]):
                if title in ("Pagu (Rp)", "Realisasi (Rp)", "Sisa (Rp)"):
                    self.assertEqual(rows[-1][column], sum(row[column] for row in body), sheet.title)
                    checked += 1
            self.assertEqual(rows[-1][2], 3511812000)
            self.assertEqual(rows[-1][-1], 89.06)
        self.assertEqual(checked, 9)  # by output, kegiatan and program

    def compare(self, name, text):
        path = APPROVED / name
        if ACCEPT:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        approved = path.read_text() if path.exists() else ""
        if text != approved:
            diff = list(difflib.unified_diff(approved.splitlines(), text.splitlines(),
                                             f"approved/{name}", "made", lineterm="", n=1))
            self.fail(f"{name} differs in {len(diff)} lines of diff; when it is right: "
                      f"tests/e2e/accept\n" + "\n".join(line[:160] for line in diff[:40]))


class SeveralAtOnce(WorldTest):
    def test_the_same_package_by_four_clients(self):
        command, environment = self.world.ctl_command(
            *self.world.import_command(SAMPLE))
        clients = [subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL,
                                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                   for _ in range(4)]
        for client in clients:
            said, _ = client.communicate(timeout=120)
            self.assertEqual(client.returncode, 0, said)
        self.assertEqual(self.world.anggaran()["total"]["realisasi"], 3_127_524_380)
        rows = self.world.pages("budget.ListJurnal", "transaksi", page_size=500, **YEAR)
        self.assertEqual(len(rows), 44)
        self.assertIn("Tidak ada yang berubah", self.world.import_package().stdout)


ACCEPT = "--accept" in sys.argv
if __name__ == "__main__":
    sys.argv = [arg for arg in sys.argv if arg != "--accept"]
    run()
