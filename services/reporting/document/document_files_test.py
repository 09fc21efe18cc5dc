"""Reads the files our writers make with readers that are not ours.

Usage: document_files_test.py WRITE_SAMPLES
"""

import csv
import html.parser
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

import openpyxl

FOLDER = pathlib.Path()
SECONDS = 0
HOSTILE = []


def visible(text):
    """What a reader is to see: line ends as blanks, and what hides or turns text by its number."""
    text = re.sub("\r\n|[\r\n\t\u2028\u2029]", " ", text)
    return "".join(f"[U+{ord(c):04X}]" if hides(c) else c for c in text)


def hides(character):
    code = ord(character)
    if code in (0xAD, 0x200C, 0x200D):  # soft hyphen and joiners belong to writing
        return False
    return (unicodedata.category(character) in ("Cc", "Cf") or code & 0xFFFE == 0xFFFE
            or code in range(0xE0000, 0xE0080))


def squeezed(text):
    return "".join(text.split())


class Workbook(unittest.TestCase):
    """The sample report's tables as openpyxl sees them."""

    @classmethod
    def setUpClass(cls):
        cls.book = openpyxl.load_workbook(FOLDER / "sample.xlsx")

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


    def test_libreoffice_reads_the_same_figures(self):
        if shutil.which("soffice") is None:
            self.skipTest("SKIPPED: soffice is not installed here")
        rows = sheets_by_libreoffice("sample")["Tabel 3.2"]
        total = next(row for row in rows if row[0] == "Jumlah")
        self.assertEqual([re.sub("[.,]", "", cell) for cell in total[3:]],
                         ["3511812000", "3127524380", "384287620", "8906%"])


def sheets_by_libreoffice(name):
    """Every sheet as rows of what a reader sees; formulas would be computed."""
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    with tempfile.TemporaryDirectory() as out:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{out}/profile", "--headless",
                        "--convert-to", every_sheet, "--outdir", out, FOLDER / f"{name}.xlsx"],
                       check=True, capture_output=True, timeout=180)
        return {path.stem.removeprefix(f"{name}-"): list(csv.reader(path.read_text("utf-8").splitlines()))
                for path in pathlib.Path(out).glob("*.csv")}


class Page(html.parser.HTMLParser):
    """Collects what an HTML page says and does."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.text = set(), [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl):
        if decl != "DOCTYPE html":
            raise AssertionError(f"a declaration: {decl}")


class Hostile(unittest.TestCase):
    """Texts that attack a reader are texts in every format, and still say what they said."""

    def test_html_does_nothing(self):
        page = Page((FOLDER / "hostile.html").read_text())
        self.assertFalse(page.tags & {"script", "img", "iframe", "object", "embed", "link", "base",
                                      "form", "input", "textarea", "foreignobject", "image", "use"})
        for name, value in page.attributes:
            self.assertFalse(name.startswith("on"), name)
            self.assertNotIn(name, ("src", "srcdoc", "action", "style", "srcset", "xlink:href"))
            if name == "href":
                self.assertRegex(value, "^#[a-z0-9-]+$")
        text = squeezed("".join(page.text))
        for hostile in HOSTILE:
            self.assertGreater(text.count(squeezed(visible(hostile))), 9, hostile)

    def parts(self, name):
        """Every XML part, parsed; a part that is not XML is a picture of ours."""
        with zipfile.ZipFile(FOLDER / name) as archive:
            self.assertIsNone(archive.testzip())
            self.assertEqual(len(set(archive.namelist())), len(archive.namelist()))
            for entry in archive.namelist():
                self.assertRegex(entry, r"^[A-Za-z_\[\]]+(/[A-Za-z_0-9.-]+)*(\.[a-z]+)?$")
                data = archive.read(entry)
                if entry.endswith((".xml", ".rels")):
                    self.assertNotIn(b"<!", data.replace(b"<!--", b""))
                    yield entry, ElementTree.fromstring(data)
                else:
                    self.assertTrue(entry.endswith(".png") and data.startswith(b"\x89PNG"), entry)

    def relationship(self, element):
        self.assertNotEqual(element.get("TargetMode"), "External")
        self.assertNotRegex(element.get("Type"),
                            "externalLink|oleObject|attachedTemplate|vba|aFChunk|package$")

    def test_workbook_has_no_formula_and_no_way_out(self):
        for name in ("hostile.xlsx", "unbroken.xlsx", "huge.xlsx"):
            for entry, root in self.parts(name):
                for element in root.iter():
                    tag = element.tag.rpartition("}")[2]
                    self.assertNotIn(tag, ("f", "externalReference", "oleObject", "control"), entry)
                    if tag == "Relationship":
                        self.relationship(element)
                    if tag == "c":  # these documents hold no number
                        self.assertIn(element.get("t"), ("s", None))
                        self.assertTrue(element.get("t") == "s" or len(element) == 0)
                    if tag == "hyperlink":
                        self.assertRegex(element.get("location"), r"^'[A-Za-z0-9 .,()-]+'!A1$")
                    if tag == "definedName":
                        self.assertEqual(element.get("name"), "_xlnm.Print_Titles")

    def test_workbook_says_the_texts(self):
        book = openpyxl.load_workbook(FOLDER / "hostile.xlsx")
        self.assertEqual(len(book.sheetnames), len(HOSTILE) + 1)
        for sheet, hostile in zip(book.worksheets[1:], HOSTILE):
            cells = [cell.value or "" for row in sheet.iter_rows(min_row=4) for cell in row]
            said = [" ".join(cell.split("\n")) for cell in cells]
            self.assertGreaterEqual(said.count(visible(hostile)), 8, hostile)

    def test_libreoffice_computes_nothing(self):
        if shutil.which("soffice") is None:
            self.skipTest("SKIPPED: soffice is not installed here")
        sheets = sheets_by_libreoffice("hostile")
        self.assertEqual(len(sheets), len(HOSTILE) + 1)
        said = {cell for rows in sheets.values() for row in rows for cell in row}
        for formula in ("=1+1", "+1+1", "-2+3", "@SUM(1+1)", "=cmd|' /C calc'!A0", "00123",
                        "_x0041_ _x0000_"):
            self.assertIn(formula, said)

    def test_a_long_text_is_cut_aloud_in_a_cell(self):
        book = openpyxl.load_workbook(FOLDER / "huge.xlsx")
        text = max((cell.value or "" for row in book.worksheets[1].iter_rows() for cell in row),
                   key=len)
        self.assertLessEqual(len(text), 32767)
        self.assertTrue(text.endswith("… [dipotong]"))

    def test_word_document_has_no_way_out(self):
        for name in ("hostile.docx", "unbroken.docx", "huge.docx"):
            text = ""
            for entry, root in self.parts(name):
                for element in root.iter():
                    tag = element.tag.rpartition("}")[2]
                    self.assertNotIn(tag, ("altChunk", "object", "OLEObject", "control", "subDoc",
                                           "attachedTemplate", "script", "dde"), entry)
                    if tag == "Relationship":
                        self.relationship(element)
                    if tag == "hyperlink":
                        self.assertTrue(all(key.endswith("}anchor") or key.endswith("}history")
                                            for key in element.attrib), element.attrib)
                    if tag in ("instrText", "fldSimple"):
                        code = element.text or next(iter(element.attrib.values()))
                        self.assertRegex(code.strip(), r"^(TOC|PAGE|PAGEREF|NUMPAGES|SEQ|REF)\b")
                        self.assertNotRegex(code, "a.invalid|INCLUDE|DDE|LINK ")
                    if entry == "word/document.xml" and tag == "t":
                        text += element.text or ""
            if name == "hostile.docx":
                for hostile in HOSTILE:
                    self.assertGreater(squeezed(text).count(squeezed(visible(hostile))), 9, hostile)

    def test_pdf_acts_on_nothing(self):
        for name in ("hostile", "unbroken", "huge"):
            path = FOLDER / f"{name}.pdf"
            subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
            objects = json.loads(subprocess.run(["qpdf", "--json=2", path], check=True,
                                                capture_output=True).stdout)
            self.walk(objects["qpdf"])

    def walk(self, node):
        if isinstance(node, dict):
            self.assertFalse(node.keys() & {"/JS", "/JavaScript", "/AA", "/OpenAction", "/URI",
                                            "/Launch", "/EmbeddedFiles", "/RichMedia", "/XFA"})
            self.assertNotIn(node.get("/S"), ("/URI", "/JavaScript", "/Launch", "/GoToR",
                                              "/SubmitForm", "/ImportData"))
        for child in node.values() if isinstance(node, dict) else node:
            if isinstance(child, (dict, list)):
                self.walk(child)

    def test_pdf_says_the_texts(self):
        text = squeezed(subprocess.run(["pdftotext", FOLDER / "hostile.pdf", "-"], check=True,
                                       capture_output=True, text=True).stdout)
        for hostile in HOSTILE:
            # Others have no glyph in the fonts, or a soft hyphen, which is seen at a line's end.
            if all(ord(c) < 0x250 and c != "\u00ad" for c in visible(hostile)):
                self.assertIn(squeezed(visible(hostile)), text)

    def test_unbroken_text_is_whole(self):
        said = Page((FOLDER / "unbroken.html").read_text()).text
        self.assertIn("M" * 5000, "".join(said))
        text = subprocess.run(["pdftotext", FOLDER / "unbroken.pdf", "-"], check=True,
                              capture_output=True, text=True).stdout
        self.assertIn("M" * 5000, squeezed(text))

    def test_time_and_size_are_bounded(self):
        self.assertLess(SECONDS, 240)
        for path in FOLDER.iterdir():
            self.assertLess(path.stat().st_size, 4 << 20, path.name)


def main():
    global FOLDER, SECONDS  # pylint: disable=global-statement
    program = sys.argv.pop(1)
    with tempfile.TemporaryDirectory() as folder:
        FOLDER = pathlib.Path(folder)
        begin = time.monotonic()
        subprocess.run([program, folder], check=True)
        SECONDS = time.monotonic() - begin
        HOSTILE.extend(bytes.fromhex(line).decode()
                       for line in (FOLDER / "hostile.hex").read_text().split("\n")[:-1])
        unittest.main(verbosity=1)


if __name__ == "__main__":
    main()
