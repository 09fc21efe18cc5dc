#!/usr/bin/env python3
"""Writes the seeds of the sheet fuzzers: make_sheet_corpus.py (into corpus/ beside it)."""
import datetime
import io
import zipfile
from pathlib import Path

import openpyxl

CORPUS = Path(__file__).resolve().parent / "corpus"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

CSV = {
    "comma.csv": b"kode,uraian,jumlah\n521211,\"Belanja, \"\"bahan\"\"\",27404000\n",
    "semicolon.csv": b"\xef\xbb\xbfakun;jumlah\r\n521211;1.000,50\r\n\r\n;\r\n",
    "tab.csv": b"a\tb\n\"x\ny\"\t2\n",
    "control.csv": "a,b\n\x07,x\u202ey\n\u00e9,\U0001f600\n".encode(),
    "unclosed.csv": b"a,b\n1,\"2\n3\n",
    "utf16.csv": "a,b\n".encode("utf-16"),
}

XML = {
    "cells.xml": f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>43133</v>'
                 '</c><c r="C1" t="inlineStr"><is><r><t>a</t></r></is></c><c r="D1" t="b"><v>1</v></c></row>'
                 '</sheetData><mergeCells><mergeCell ref="A9:B9"/></mergeCells></worksheet>',
    "bad_cells.xml": f'<worksheet {MAIN}><sheetData><row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="e">'
                     '<v>#REF!</v></c><c r="C2" t="d"><v>2018-02-02T01:00:00</v></c><c t="str"><v>_x0007_</v></c>'
                     '</row></sheetData></worksheet>',
    "strings.xml": f'<sst {MAIN}><si><t xml:space="preserve"> a_x000D_&#10;</t></si><si><r><rPr><b/></rPr>'
                   '<t>te</t></r><r><t>bal</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si></sst>',
    "styles.xml": f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="[$-421]dd/mm/yyyy;@"/></numFmts>'
                  '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    "workbook.xml": f'<workbook {MAIN} {OFFICE}><workbookPr date1904="1"/><sheets><sheet name="A" state="hidden" '
                    'r:id="rId9"/><sheet name="B" r:id="rId1"/></sheets></workbook>',
    "doctype.xml": '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>',
}


def openpyxl_workbook():
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = datetime.datetime(2018, 2, 2)
    sheet = book.active
    sheet.title = "Daftar SP2D"
    sheet.append(["Nomor SP2D", "Tanggal", "Jumlah", "Uraian", "Sah"])
    sheet.append(["180011301000001", datetime.date(2018, 2, 2), 3511812000, "Belanja ATK", True])
    sheet.append([])
    sheet.append(["000123", datetime.datetime(2018, 12, 31, 18, 0), 0.1])
    book.create_sheet("Catatan").append(["x"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data, compress):
    """The same workbook with fixed dates, so that the corpus does not change from run to run."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", compress) as target:
        for name in sorted(source.namelist()):
            target.writestr(zipfile.ZipInfo(name, (2018, 2, 2, 0, 0, 0)), source.read(name), compress)
    return out.getvalue()


def main():
    workbook = openpyxl_workbook()
    files = dict(CSV)
    files["openpyxl.xlsx"] = repacked(workbook, zipfile.ZIP_DEFLATED)
    files["stored.xlsx"] = repacked(workbook, zipfile.ZIP_STORED)
    for folder, contents in (("sheet_file", files), ("sheet_xml", XML)):
        (CORPUS / folder).mkdir(parents=True, exist_ok=True)
        for name, data in contents.items():
            (CORPUS / folder / name).write_bytes(data.encode() if isinstance(data, str) else data)


if __name__ == "__main__":
    main()
