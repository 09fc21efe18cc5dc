#!/usr/bin/python3
"""Reports as Word documents, opened by LibreOffice: it must print the words our PDF prints.

test_docx.py SAKIPD SAKIPCTL BUILD_DIR [arguments of unittest]    77: LibreOffice is missing
"""
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
import libreoffice  # noqa: E402
from sakip_world import WorldTest, run  # noqa: E402

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SAMPLES = "services/reporting/document/write_samples"


def headings(docx):
    """The headings that have an outline level, as "BAB I PENDAHULUAN"."""
    with zipfile.ZipFile(docx) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
    found = []
    for paragraph in root.iter(f"{WORD}p"):
        style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
        if style is not None and re.fullmatch("Heading[1-4]", style.get(f"{WORD}val")):
            words = "".join(node.text if node.tag == f"{WORD}t" else " "
                            for node in paragraph.iter()
                            if node.tag in (f"{WORD}t", f"{WORD}br", f"{WORD}tab"))
            found.append(" ".join(words.split()))
    return found


def make_up(docx):
    """How often a document has what somebody who goes on writing in it relies on."""
    with zipfile.ZipFile(docx) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
    counts = {tag: len(root.findall(f".//{WORD}{tag}"))
              for tag in ("tbl", "tr", "tblHeader", "cantSplit", "vMerge", "gridSpan", "hyperlink",
                          "bookmarkStart", "drawing")}
    codes = [(node.text or "").split() for node in root.iter(f"{WORD}instrText")]
    for field in (["SEQ", "Tabel"], ["SEQ", "Gambar"], ["PAGEREF"], ["TOC"]):
        counts[" ".join(field)] = sum(code[:len(field)] == field for code in codes)
    sizes = root.iter(f"{WORD}pgSz")
    counts["landscape"] = sum(size.get(f"{WORD}orient") == "landscape" for size in sizes)
    return counts


class Office(unittest.TestCase):
    maxDiff = 4000

    def check_package(self, docx):
        """What zipfile and ElementTree say of the parts and of what they refer to."""
        with zipfile.ZipFile(docx) as package:
            self.assertIsNone(package.testzip())
            names = package.namelist()
            roots = {name: ElementTree.fromstring(package.read(name)) for name in names
                     if not name.endswith(".png")}
        self.assertEqual(len(names), len(set(names)))
        types = roots["[Content_Types].xml"]
        endings = {node.get("Extension") for node in types if node.get("Extension")}
        named = {node.get("PartName") for node in types if node.get("PartName")}
        self.assertLessEqual(named, {"/" + name for name in names})
        for name in names:
            self.assertTrue("/" + name in named or name.rsplit(".", 1)[1] in endings, name)
        for relations in (name for name in names if name.endswith(".rels")):
            base = pathlib.PurePosixPath(relations).parent.parent
            targets = [str(base / node.get("Target")) for node in roots[relations]]
            self.assertLessEqual(set(targets), set(names))
        used = re.findall(r'\{[^}]*/relationships\}(?:id|embed)\': \'([^\']*)',
                          " ".join(str(node.attrib) for node in roots["word/document.xml"].iter()))
        known = [node.get("Id") for node in roots["word/_rels/document.xml.rels"]]
        self.assertLessEqual(set(used), set(known))

    def check_text(self, docx, pdf, html):
        self.check_package(docx)
        with tempfile.TemporaryDirectory() as folder:
            theirs = libreoffice.convert(docx, folder)
            page = libreoffice.Page(html.read_text())
            self.assertGreater(len(page.headings), 10)
            self.assertGreater(len(page.charts), 0)
            words = [libreoffice.without_repeated_headers(libreoffice.pages(path), page.headers)
                     for path in (pdf, theirs)]
            self.assertGreater(len(words[1]), 2000)
            different = libreoffice.difference(*words, page)
            self.assertIsNone(different, "\n" + (different or ""))
            self.assertEqual(libreoffice.outline(theirs), headings(docx))


class Samples(Office):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        subprocess.run([pathlib.Path(sys.argv[3]) / SAMPLES, cls.folder], check=True,
                       stderr=subprocess.DEVNULL)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def test_sample(self):
        self.check_text(*(self.folder / f"sample.{ending}" for ending in ("docx", "pdf", "html")))

    def test_hostile_texts_open(self):
        for name in ("hostile", "unbroken"):
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                self.check_package(self.folder / f"{name}.docx")
                pdf = libreoffice.convert(self.folder / f"{name}.docx", folder)
                text = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True,
                                      capture_output=True).stdout
                self.assertGreater(len(text), 5000)


class Bontang(WorldTest, Office):
    @classmethod
    def set_up_world(cls):
        done = cls.world.import_package()
        assert done.returncode == 0, done.stdout + done.stderr
        cls.folder = cls.world.dir / "laporan"
        done = cls.world.ctl("laporan", "--satker", "6474", "--tahun", "2017", "--format",
                             "pdf,html,docx", "--out", cls.folder)
        assert done.returncode == 0, done.stdout + done.stderr

    def test_prints_the_words_of_the_pdf(self):
        self.check_text(*(next(self.folder.glob(f"*.{ending}"))
                          for ending in ("docx", "pdf", "html")))

    def test_libreoffice_keeps_its_make_up_when_it_saves_it(self):
        docx = next(self.folder.glob("*.docx"))
        before = make_up(docx)
        self.assertGreater(min(before.values()), 0, before)
        with tempfile.TemporaryDirectory() as folder:
            saved = libreoffice.convert(docx, folder, "docx:MS Word 2007 XML")
            self.assertEqual(make_up(saved), before)
            self.assertEqual(headings(saved), headings(docx))


if __name__ == "__main__":
    if missing := libreoffice.missing_tools():
        print("SKIPPED: not installed:", ", ".join(missing), file=sys.stderr)
        sys.exit(77)
    run()
