"""LibreOffice as a reader of our documents, and the words that stand on the pages of a PDF."""
import dataclasses
import html.parser
import json
import os
import pathlib
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree

HEAD = 70  # points from the upper edge: above is the running head
FOOT = 52  # points from the lower edge: below is the page number


def missing_tools():
    return [tool for tool in ("soffice", "unshare", "pdftotext", "qpdf") if not shutil.which(tool)]


def convert(docx, folder, filter_name="pdf:writer_pdf_Export"):
    """What LibreOffice makes of a Word document, a PDF unless told otherwise, without any network."""
    folder = pathlib.Path(folder).resolve()
    # Root needs no user namespace for it, and cannot have one inside a chroot.
    namespaces = ["--net"] if os.geteuid() == 0 else ["--map-root-user", "--net"]
    subprocess.run(
        ["unshare", *namespaces, "soffice",
         f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
         filter_name, "--outdir", str(folder), str(docx)],
        check=True, timeout=240, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    made = folder / f"{pathlib.Path(docx).stem}.{filter_name.partition(':')[0]}"
    if not made.exists():
        raise AssertionError("LibreOffice could not read the document")
    return made


def outline(pdf):
    """The titles of the bookmarks, from top to bottom."""
    done = subprocess.run(["qpdf", "--json", "--json-key=outlines", str(pdf)], check=True,
                          capture_output=True)
    titles = []

    def walk(entries):
        for entry in entries:
            titles.append(" ".join(entry["title"].split()))
            walk(entry["kids"])

    walk(json.loads(done.stdout)["outlines"])
    return titles


@dataclasses.dataclass
class Word:
    text: str
    page: int
    line: float


def split(text):
    """Words as they are compared: without dot leaders, parted where a line may be."""
    parts = []
    for word in re.sub(r"\.{4,}", " ", text).split():
        parts += [part for part in re.split(r"(?<=[-/])", word) if part]
    return parts


def pages(pdf):
    """Page by page the words between head and foot, in the order in which they are drawn."""
    done = subprocess.run(["pdftotext", "-bbox", "-raw", str(pdf), "-"], check=True,
                          capture_output=True)
    result = []
    for number, page in enumerate(
            ElementTree.fromstring(done.stdout).iter("{http://www.w3.org/1999/xhtml}page"), 1):
        height = float(page.get("height"))
        result.append([
            Word(part, number, float(word.get("yMin"))) for word in page
            if float(word.get("yMax")) > HEAD and float(word.get("yMin")) < height - FOOT
            for part in split(word.text or "")])
    return result


class Page(html.parser.HTMLParser):
    """What the HTML form of a report says about its tables, charts and headings."""

    def __init__(self, text):
        super().__init__()
        self.headers = []  # the words of each table's header rows
        self.merged = []   # the words of cells that go over several rows
        self.charts = []   # the words drawn inside each chart
        self.headings = []
        self._sinks = []   # (tag, list of texts)
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag in ("thead", "svg") or tag in ("th", "td") and "rowspan" in attributes:
            self._sinks.append((tag, []))
        elif re.fullmatch("h[1-4]", tag) and "id" in attributes:
            self._sinks.append((tag, []))
        if tag in ("th", "td", "text", "br", "span", "tspan"):
            self.handle_data(" ")

    def handle_data(self, data):
        for _, texts in self._sinks:
            texts.append(data)

    def handle_endtag(self, tag):
        if not self._sinks or self._sinks[-1][0] != tag:
            return
        words = split("".join(self._sinks.pop()[1]))
        if tag == "thead":
            self.headers.append(words)
        elif tag == "svg":
            self.charts.append(words)
        elif tag in ("th", "td"):
            self.merged.append(words)
        else:
            self.headings.append(words)


def starts_with(words, prefix):
    return bool(prefix) and [word.text for word in words[:len(prefix)]] == prefix


def without_repeated_headers(document, headers):
    """One list of words; table headers are left out where they only continue on a new page."""
    result = []
    before = ""
    for words in document:
        if "(lanjutan)" in [word.text for word in words[:6]]:
            words = words[[word.text for word in words].index("(lanjutan)") + 1:]
        for header in sorted(headers, key=len, reverse=True):
            if starts_with(words, header) and f" {' '.join(header)} " in before:
                words = words[len(header):]
                # A page that holds a part of the table and nothing else still continues it.
                result_header = header
                break
        else:
            result_header = []
        before = " " + " ".join(result_header + [word.text for word in words]) + " "
        result += words
    return result


def after_chart(ours, i, theirs, j, chart):
    """Where our PDF goes on after the words of a chart, which is a picture in Word."""
    known = set(chart)
    following = [word.text for word in theirs[j:j + 6]]
    for at in range(i + 1, len(ours)):
        # A label without room ends in an ellipsis.
        if ours[at - 1].text not in known and not ours[at - 1].text.endswith("…"):
            return None
        if [word.text for word in ours[at:at + 6]] == following:
            return at
    return None


def joined(ours, i, theirs, j):
    """Where both go on after one long word that lines part differently; None if it is no such."""
    a, b = ours[i].text, theirs[j].text
    while a != b:
        if len(a) < len(b) and b.startswith(a):
            i += 1
            if i == len(ours) or ours[i].line == ours[i - 1].line:
                return None
            a += ours[i].text
        elif b and a.startswith(b):
            j += 1
            if j == len(theirs) or theirs[j].line == theirs[j - 1].line:
                return None
            b += theirs[j].text
        else:
            return None
    return i + 1, j + 1


def repeated_cell(ours, i, theirs, j, merged):
    """Where our PDF goes on after a merged cell that it shows again at the head of a page."""
    for cell in merged:
        for back in range(min(len(cell), i, j) + 1):
            at = i - back
            after = at + len(cell)
            if (back < len(cell) and starts_with(ours[at:after], cell)
                    and [w.text for w in ours[after:after + back + 3]]
                    == [w.text for w in theirs[j - back:j + 3]]
                    and (at == 0 or ours[max(0, at - 40)].page != ours[at].page)):
                return after, j - back
    return None


def difference(ours, theirs, page):
    """The first place where the words differ, as a text; None when they are equal."""
    i = j = 0
    charts = list(page.charts)
    while i < len(ours) and j < len(theirs):
        if ours[i].text == theirs[j].text:
            i, j = i + 1, j + 1
            continue
        found = (repeated_cell(ours, i, theirs, j, page.merged) or joined(ours, i, theirs, j))
        if found is None and charts:
            at = after_chart(ours, i, theirs, j, charts.pop(0))
            found = at and (at, j)
        if not found:
            return excerpt(ours, i, theirs, j)
        i, j = found
    if i < len(ours) or j < len(theirs):
        return excerpt(ours, i, theirs, j)
    return f"{len(charts)} charts are not in our PDF" if charts else None


def excerpt(ours, i, theirs, j):
    def around(words, at, name):
        page = words[min(at, len(words) - 1)].page
        text = [word.text for word in words]
        return (f"{name}, page {page}: ... {' '.join(text[max(0, at - 12):at])} "
                f">>> {' '.join(text[at:at + 15])} ...")

    return around(ours, i, "our PDF") + "\n" + around(theirs, j, "Word document")
