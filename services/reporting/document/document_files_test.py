"""Reads the files our writers make with readers that are not ours.

Usage: document_files_test.py WRITE_SAMPLES
"""

import pathlib
import subprocess
import sys
import tempfile
import unittest

import openpyxl

PROGRAM = ""


class Workbook(unittest.TestCase):
    """The sample report's tables as openpyxl sees them."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        subprocess.run([PROGRAM, cls.folder.name], check=True)
        cls.book = openpyxl.load_workbook(pathlib.Path(cls.folder.name) / "sample.xlsx")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_first_sheet_lists_the_others_with_links(self):
        sheet = self.book["Daftar"]
        self.assertEqual(self.book.sheetnames, ["Daftar", "Tabel 3.1", "Tabel 3.2", "Tabel L3.1"])
        self.assertEqual(
            [sheet.cell(row, 1).value for row in range(1, 4)],
            ["Laporan Kinerja Sekretariat KPU Kota Bontang Tahun 2017",
             "Sekretariat Komisi Pemilihan Umum Kota Bontang", "2 Februari 2018"])
        listed = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=7)]
        self.assertEqual(listed[1], [
            "Tabel 3.2", "Tabel 3.2 Pagu dan realisasi anggaran menurut output, 2017 (rupiah)",
            "BAB III AKUNTABILITAS KINERJA – B. Realisasi Anggaran"])
        targets = [(row[0].hyperlink.location, row[0].hyperlink.target)
                   for row in sheet.iter_rows(min_row=7)]
        self.assertEqual(targets, [(f"'{name}'!A1", None) for name in self.book.sheetnames[1:]])

    def test_money_and_percentages_are_numbers_in_the_printed_form(self):
        row = next(r for r in self.book["Tabel 3.2"].iter_rows(min_row=5) if r[1].value == "3355.003")
        self.assertEqual([cell.value for cell in row],
                         ["1", "3355.003",
                          "Laporan Sistem Akuntansi dan Pelaporan Keuangan Pemilu", 27404000,
                          27355950, 48050, 0.9982])
        self.assertEqual([cell.number_format for cell in row[3:]], ["#,##0"] * 3 + ["#,##0.00%"])
        self.assertEqual([cell.data_type for cell in row], ["s"] * 3 + ["n"] * 4)

    def test_the_total_is_the_sum_of_its_rows(self):
        rows = list(self.book["Tabel 3.2"].iter_rows(min_row=5))
        for column in range(3, 6):
            body = [row[column].value for row in rows[:-1] if row[column].value is not None]
            self.assertEqual(len(body), 22)
            self.assertEqual(rows[-1][column].value, sum(body))
        self.assertEqual(rows[-1][3].value, 3511812000)
        for cell in rows[-1]:
            self.assertTrue(cell.font.b)
            self.assertEqual(cell.border.top.style, "medium")

    def test_headers_are_frozen_repeated_and_merged(self):
        plan = self.book["Tabel L3.1"]
        self.assertEqual(plan.freeze_panes, "A6")
        self.assertEqual(plan.print_title_rows, "$4:$5")
        self.assertEqual(sorted(map(str, plan.merged_cells.ranges)),
                         ["A4:A5", "B4:B5", "C4:C5", "D4:D5", "E4:P4", "Q4:Q5"])
        self.assertEqual(plan["E4"].value, "Bulan")
        self.assertEqual(plan["P5"].value, "B12")
        self.assertEqual(self.book["Tabel 3.2"].freeze_panes, "A5")

    def test_merged_texts_are_repeated_so_that_each_row_can_be_filtered(self):
        sheet = self.book["Tabel 3.1"]
        texts = [sheet.cell(row, 1).value for row in range(5, 14)]
        self.assertEqual(texts[0], texts[2])
        self.assertNotIn(None, texts)

    def test_pages_are_a4_and_one_page_wide(self):
        for sheet in self.book.worksheets:
            self.assertEqual(sheet.page_setup.paperSize, 9)
            self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
            self.assertEqual(sheet.page_setup.fitToHeight, 0)
        self.assertEqual(self.book["Tabel L3.1"].page_setup.orientation, "landscape")
        self.assertEqual(self.book["Tabel 3.2"].page_setup.orientation, "portrait")
        self.assertEqual(self.book["Tabel 3.2"].oddFooter.right.text, "Halaman &P dari &N")

    def test_the_files_date_is_the_documents(self):
        properties = self.book.properties
        self.assertEqual(properties.created.isoformat(), "2018-02-02T12:00:00")
        self.assertEqual(properties.modified, properties.created)
        self.assertEqual(properties.creator, "Sekretariat Komisi Pemilihan Umum Kota Bontang")


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main(verbosity=1)
